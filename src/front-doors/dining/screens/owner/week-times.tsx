import { useState } from 'react'
import { weekdayName } from '../../../../kernel/format.ts'
import { OutsideHours } from '../../../../stores/profile/screens/outside-hours.tsx'
import { PricingSaid } from '../../../../stores/screens/pricing-said.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { menuText } from '../text.ts'
import { AddTime } from './add-time.tsx'
import { ChangeTime } from './change-time.tsx'
import { type TableTime, tableTimesQuery } from './owner-queries.ts'
import { SoldApart } from './sold-apart.tsx'
import { useOwnerText } from './text.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

type Editing = { readonly add: number } | { readonly change: TableTime }

/** The weekly times, by weekday. */
export function WeekTimes({ restaurant, days }: RestaurantAnswer) {
  const t = useOwnerText()
  const query = useQuery(tableTimesQuery(restaurant.id))
  const [editing, setEditing] = useState<Editing>()
  const close = () => setEditing(undefined)
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid gap-6">
          <div className="flex flex-wrap items-end justify-between gap-4">
            <h2 className="sr-only">{menuText()('tabs.times')}</h2>
            <p className="max-w-prose text-soft">{t('times.lead')}</p>
            <Button onClick={() => setEditing({ add: 0 })}>{t('times.add')}</Button>
          </div>
          <SoldApart restaurantId={restaurant.id} other="tables" />
          <PricingSaid storeId={restaurant.id} />
          <OutsideHours storeId={restaurant.id} times={data} />
          <Week times={data} currency={restaurant.currency} onEdit={setEditing} />
          {editing && 'add' in editing ? (
            <AddTime restaurant={restaurant} times={data} weekday={editing.add} onClose={close} />
          ) : null}
          {editing && 'change' in editing ? (
            <ChangeTime
              restaurant={restaurant}
              time={editing.change}
              times={data}
              taken={takenAt(days, editing.change.id)}
              onClose={close}
            />
          ) : null}
        </div>
      )}
    </Loaded>
  )
}

interface WeekProps extends Pick<WeekdayProps, 'currency' | 'times'> {
  readonly onEdit: (editing: Editing) => void
}

function Week({ times, currency, onEdit }: WeekProps) {
  const t = useOwnerText()
  if (times.length === 0)
    return <EmptyState title={t('times.noneYet')}>{t('times.noneYetLead')}</EmptyState>
  return (
    <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-7">
      {weekdays.map((weekday) => (
        <Weekday
          key={weekday}
          weekday={weekday}
          currency={currency}
          times={times.filter((time) => time.weekday === weekday).toSorted(byTime)}
          onAdd={() => onEdit({ add: weekday })}
          onChange={(time) => onEdit({ change: time })}
        />
      ))}
    </ol>
  )
}

const byTime = (one: TableTime, other: TableTime): number => one.time.localeCompare(other.time)

/** How many tables of a weekly time are taken on the bookable days. */
const takenAt = (days: RestaurantAnswer['days'], tableTimeId: string): number =>
  days
    .flatMap(({ times }) => times)
    .filter((time) => time.tableTimeId === tableTimeId)
    .reduce((sum, { taken }) => sum + taken, 0)

interface WeekdayProps {
  readonly weekday: number
  readonly currency: RestaurantAnswer['restaurant']['currency']
  readonly times: readonly TableTime[]
  readonly onAdd: () => void
  readonly onChange: (time: TableTime) => void
}

function Weekday({ weekday, currency, times, onAdd, onChange }: WeekdayProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const day = weekdayName(weekday, language, 'long')
  return (
    <li className="grid content-start gap-2">
      <h3 className="border-b-2 border-ink pb-2 font-bold">{day}</h3>
      <ul className="grid gap-2">
        {times.map((time) => (
          <li key={time.id}>
            <button
              type="button"
              onClick={() => onChange(time)}
              className="grid w-full gap-0.5 rounded-2xl border border-line bg-card px-3.5 py-2.5 text-left shadow-sm hover:border-accent"
            >
              <span className="flex flex-wrap items-baseline justify-between gap-x-2 whitespace-nowrap">
                <span className="text-lg font-bold">{time.time}</span>
                <span className="text-sm text-soft">
                  {t('times.seats', { count: time.capacity })}
                </span>
              </span>
              <PriceOrFree money={{ amount: time.price, currency }} className="text-[0.9375rem]" />
              <span className="sr-only">{t('times.change')}</span>
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={onAdd}
        className="min-h-11 rounded-2xl border border-dashed border-edge text-soft hover:bg-well hover:text-ink"
      >
        <span aria-hidden="true">+</span>
        <span className="sr-only">{t('times.addTo', { day })}</span>
      </button>
    </li>
  )
}
