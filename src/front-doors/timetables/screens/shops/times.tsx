import { Refusal } from '../../../../bookings/screens/claim/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { TimeButton } from './time-button.tsx'
import { byStart, isBegun, leftOf } from './today.ts'

interface TimesProps {
  readonly answer: ShopAnswer
  /** The current minute of the server's clock. */
  readonly now: Date
  /** Undefined when signed out: the times are then plain text. */
  readonly claim: Claim<string> | undefined
}

/** Today's times: future ones, then those that have begun, folded. */
export function Times({ answer, now, claim }: TimesProps) {
  const t = useShopText()
  const times = answer.times.toSorted(byStart)
  const coming = times.filter((time) => !isBegun(time, now))
  const begun = times.filter((time) => isBegun(time, now))
  const list = (some: readonly ShopTime[]) => (
    <List times={some} shop={answer.shop} now={now} claim={claim} />
  )
  if (times.length === 0)
    return <EmptyState title={t('times.none')}>{t('times.noneLead')}</EmptyState>
  return (
    <div className="grid gap-6">
      <GoneRefusal times={times} refused={claim?.refused} />
      {coming.length === 0 ? (
        <EmptyState title={t('times.over')}>{t('times.overLead')}</EmptyState>
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

interface ListProps extends Pick<TimesProps, 'now' | 'claim'> {
  readonly times: readonly ShopTime[]
  readonly shop: ShopAnswer['shop']
}

const List = ({ times, shop, now, claim }: ListProps) => (
  <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
    {times.map((time) => (
      <li key={time.id}>
        <TimeButton time={time} shop={shop} isBegun={isBegun(time, now)} claim={claim} />
      </li>
    ))}
  </ul>
)

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
