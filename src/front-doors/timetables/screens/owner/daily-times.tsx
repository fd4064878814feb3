import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { OutsideHours } from '../../../../stores/profile/screens/outside-hours.tsx'
import { PricingSaid } from '../../../../stores/screens/pricing-said.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import type { ShopAnswer, ShopTime } from '../shops/shop-queries.ts'
import { menuText } from '../text.ts'
import { AddTime } from './add-time.tsx'
import { servicesQuery } from './appointments/book-queries.ts'
import { ChangeTime } from './change-time.tsx'
import { useOwnerText } from './text.ts'
import { timeOf } from './time-of-day.ts'

type Editing = { readonly add: ShopTime | undefined } | { readonly change: ShopTime }

/** The daily times of a shop. */
export function DailyTimes({ answer: { shop, times, moreTimes } }: { answer: ShopAnswer }) {
  const t = useOwnerText()
  const [editing, setEditing] = useState<Editing>()
  const close = () => setEditing(undefined)
  const add = (kind?: 'quiet') => (
    <Button {...(kind && { kind })} onClick={() => setEditing({ add: undefined })}>
      {t('times.add')}
    </Button>
  )
  return (
    <div className="grid gap-6">
      <h2 className="sr-only">{menuText()('tabs.times')}</h2>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <p className="max-w-prose text-soft">{t('times.lead')}</p>
        {shop.closed || times.length === 0 ? null : add()}
      </div>
      {times.length > 0 ? <PricingSaid storeId={shop.id} /> : null}
      <OutsideHours storeId={shop.id} times={times.map((time) => ({ time: timeOf(time) }))} />
      {times.length === 0 ? (
        <NoTimes shopId={shop.id} add={shop.closed ? () => null : add} />
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {times.toSorted(byTimeOfDay).map((time) => (
            <li key={time.id}>
              <TimeCard
                time={time}
                currency={shop.currency}
                onChange={() => setEditing({ change: time })}
              />
            </li>
          ))}
        </ul>
      )}
      {moreTimes ? <p className="text-soft">{t('times.many')}</p> : null}
      {editing && 'add' in editing ? (
        <AddTime shop={shop} times={times} template={editing.add} onClose={close} />
      ) : null}
      {editing && 'change' in editing ? (
        <ChangeTime
          time={editing.change}
          times={times}
          currency={shop.currency}
          onClose={close}
          onCopy={() => setEditing({ add: editing.change })}
        />
      ) : null}
    </div>
  )
}

interface NoTimesProps {
  readonly shopId: string
  readonly add: (kind?: 'quiet') => ReactNode
}

/** A shop that sells services is booked when its people work. */
function NoTimes({ shopId, add }: NoTimesProps) {
  const t = useOwnerText()
  const services = useQuery(servicesQuery(shopId)).data?.services ?? []
  if (services.length === 0)
    return (
      <EmptyState title={t('times.none')} action={add()}>
        {t('times.noneLead')}
      </EmptyState>
    )
  return (
    <EmptyState
      title={t('times.byPeople')}
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <Link to="." search={{ tab: 'people' } as never} className={buttonLook()}>
            {t('times.seePeople')}
          </Link>
          {add('quiet')}
        </div>
      }
    >
      {t('times.byPeopleLead')}
    </EmptyState>
  )
}

const byTimeOfDay = (one: ShopTime, other: ShopTime): number =>
  timeOf(one).localeCompare(timeOf(other))

interface TimeCardProps {
  readonly time: ShopTime
  readonly currency: ShopAnswer['shop']['currency']
  readonly onChange: () => void
}

function TimeCard({ time, currency, onChange }: TimeCardProps) {
  const t = useOwnerText()
  const { basicRemaining, taken, price } = time
  return (
    <button
      type="button"
      onClick={onChange}
      className="grid w-full gap-1 rounded-2xl border border-line bg-card px-4 py-3 text-left shadow-sm hover:border-accent"
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="text-xl font-bold whitespace-nowrap">{timeOf(time)}</span>
        <PriceOrFree money={{ amount: price, currency }} />
      </span>
      <span className="flex items-baseline justify-between gap-2 text-sm text-soft">
        <span>{t('times.seats', { count: basicRemaining })}</span>
        <span>{t('times.takenToday', { taken })}</span>
      </span>
      <span className="sr-only">{t('times.change')}</span>
    </button>
  )
}
