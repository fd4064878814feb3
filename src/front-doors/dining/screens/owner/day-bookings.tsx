import { Link } from '@tanstack/react-router'
import { Guests, Load } from '../../../../orders/screens/desk/guests.tsx'
import { addDays, dayLongText, monthText, weekdayText } from '../../../../web/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { showInStrip } from '../../../../web/kit/strip.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { type DayBookings as Answer, dayBookingsQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { todayOf } from './today.ts'

interface DayBookingsProps extends RestaurantAnswer {
  /** Undefined: today. */
  readonly chosen: string | undefined
}

/** A date the owner can print: how full each time is, and who comes. */
export function DayBookings({ restaurant, days, chosen }: DayBookingsProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const today = todayOf(days)
  const date = chosen ?? today
  const asked = useQuery({ ...dayBookingsQuery(restaurant.id, date), refetchInterval: 15_000 })
  return (
    <div className="grid gap-6">
      <Days days={days} today={today} date={date} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-2xl font-bold">{dayLongText(date, language)}</h2>
        <Button kind="quiet" className="no-print" onClick={() => window.print()}>
          {t('day.print')}
        </Button>
      </div>
      {asked.isPending ? (
        <Loading className="grid gap-4">
          <Skeleton className="h-32" />
          <Skeleton className="h-32" />
        </Loading>
      ) : null}
      {asked.isError && !asked.data ? (
        <Failure problem={asked.error} onRetry={() => asked.refetch()} />
      ) : null}
      {asked.data ? (
        <Times answer={asked.data} offered={days.find((day) => day.date === date)?.times ?? []} />
      ) : null}
    </div>
  )
}

interface DaysProps {
  readonly days: RestaurantAnswer['days']
  readonly today: string
  readonly date: string
}

/** Today and the ten days that can be booked, each with how many places are taken. */
function Days({ days, today, date }: DaysProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const taken = new Map(
    days.map((day) => [
      day.date,
      day.times.reduce((sum, { capacity, remaining }) => sum + capacity - remaining, 0),
    ]),
  )
  return (
    <nav
      aria-label={t('day.days')}
      className="no-print relative -mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1"
    >
      <ul className="flex gap-2">
        {Array.from({ length: 11 }, (_, ahead) => addDays(today, ahead)).map((day) => (
          <li key={day} className="shrink-0 grow">
            <Link
              ref={day === date ? showInStrip : undefined}
              to="."
              search={{ tab: 'bookings', date: day }}
              replace
              resetScroll={false}
              aria-current={day === date ? 'date' : undefined}
              className={`grid min-h-20 min-w-16 place-content-center rounded-2xl border px-1 text-center ${
                day === date ? 'border-transparent bg-accent text-on-accent' : 'border-line bg-card'
              }`}
            >
              <span className="text-xs">
                {day === today ? t('day.today') : weekdayText(day, language)}
              </span>
              <span className="text-lg leading-tight font-bold">
                <span className="sr-only">{monthText(day, language)} </span>
                {Number(day.slice(8))}
              </span>
              <span className="text-xs">
                {taken.has(day) ? t('day.taken', { count: taken.get(day) ?? 0 }) : ' '}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface TimesProps {
  readonly answer: Answer
  /** The times that day offers; nobody may have taken any of them yet. */
  readonly offered: Answer['times']
}

function Times({ answer: { times, bookings }, offered }: TimesProps) {
  const t = useOwnerText()
  const known = new Map([...offered, ...times].map((time) => [time.time, time]))
  if (bookings.length === 0 && known.size === 0)
    return <EmptyState title={t('day.none')}>{t('day.noneLead')}</EmptyState>
  const count = (status: string) => bookings.filter((one) => one.status === status).length
  const all = [...new Set([...known.keys(), ...bookings.map(({ time }) => time)])].toSorted()
  return (
    <>
      <p className="text-soft">
        {t('day.summary', { paid: count('paid'), ready: count('ready') })}
      </p>
      <div className="grid gap-5">
        {all.map((time) => (
          <section
            key={time}
            aria-label={time}
            className="grid break-inside-avoid gap-4 rounded-3xl border border-line bg-card p-5"
          >
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
              <h3 className="text-xl font-bold">{time}</h3>
              <LoadOf time={known.get(time)} />
            </div>
            <Guests bookings={bookings.filter((one) => one.time === time)} />
          </section>
        ))}
      </div>
    </>
  )
}

const LoadOf = ({ time }: { time: Answer['times'][number] | undefined }) =>
  time ? <Load taken={time.capacity - time.remaining} capacity={time.capacity} /> : null
