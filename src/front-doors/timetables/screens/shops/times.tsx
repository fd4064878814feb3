import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { Refusal } from '../../../../bookings/screens/claim/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { timeOf } from '../owner/time-of-day.ts'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { TimeButton } from './time-button.tsx'
import { byStart, isBegun, leftOf } from './today.ts'

interface TimesProps {
  readonly answer: ShopAnswer
  /** The current minute of the server's clock. */
  readonly now: Date
  readonly claim: Claim<string>
  /** The time to show first. */
  readonly wanted: string | undefined
}

/** Today's times: future ones, then those that have begun, folded. */
export function Times({ answer, now, claim, wanted }: TimesProps) {
  const t = useShopText()
  const times = answer.times.toSorted(byStart)
  const coming = times.filter((time) => !isBegun(time, now))
  const begun = times.filter((time) => isBegun(time, now))
  const list = (some: readonly ShopTime[]) => (
    <List times={some} shop={answer.shop} {...{ now, claim, wanted }} />
  )
  if (times.length === 0)
    return <EmptyState title={t('times.none')}>{t('times.noneLead')}</EmptyState>
  return (
    <div className="grid gap-6">
      <GoneRefusal times={times} refused={claim.refused} />
      {coming.length === 0 ? (
        <EmptyState
          title={t('times.over')}
          action={
            <Link to="/shops" className={buttonLook('quiet')}>
              {t('times.others')}
            </Link>
          }
        >
          {t('times.overLead', { time: firstOf(times) })}
        </EmptyState>
      ) : null}
      {coming.length > 0 && leftOf(times, now) === 0 ? (
        <Notice tone="warn">{t('times.fullAll')}</Notice>
      ) : null}
      {coming.length > 0 ? list(coming) : null}
      {answer.moreTimes ? <p className="text-soft">{t('times.more')}</p> : null}
      {begun.length > 0 ? (
        <details>
          <summary className="w-fit py-2.5 font-semibold text-soft">
            {t('times.begunMany', { count: begun.length })}
          </summary>
          <div className="pt-3">{list(begun)}</div>
        </details>
      ) : null}
    </div>
  )
}

/** The first time of every day. */
const firstOf = (times: readonly ShopTime[]): string => times.map(timeOf).toSorted()[0] ?? ''

interface ListProps extends Pick<TimesProps, 'now' | 'claim' | 'wanted'> {
  readonly times: readonly ShopTime[]
  readonly shop: ShopAnswer['shop']
}

/** As many as a screen shows; the rest is rendered once they have been drawn. */
const FIRST = 20

function List({ times, shop, now, claim, wanted }: ListProps) {
  const isWhole = useDeferredValue(true, wanted !== undefined)
  const drawn = isWhole ? times : times.slice(0, FIRST)
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {drawn.map((time) => (
        <li key={time.id}>
          <TimeButton {...{ time, shop, claim, wanted }} isBegun={isBegun(time, now)} />
        </li>
      ))}
    </ul>
  )
}

/** A refusal of a time that is no longer listed. */
function GoneRefusal({
  times,
  refused,
}: {
  times: readonly ShopTime[]
  refused: Claim<string>['refused']
}) {
  if (!refused || times.some(({ id }) => id === refused.selection)) return null
  return <Refusal problem={refused.problem} />
}
