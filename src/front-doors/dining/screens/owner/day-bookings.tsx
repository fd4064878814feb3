import { Link } from '@tanstack/react-router'
import { DayGuests, DayHeading } from '../../../../bookings/screens/desk/day-guests.tsx'
import {
  bookedDaysQuery,
  type DayAnswer,
  dayQuery,
} from '../../../../bookings/screens/desk/day-queries.ts'
import { useDeskPoll } from '../../../../bookings/screens/desk/desk-live.tsx'
import { EnterGuest } from '../../../../bookings/screens/desk/entry/enter-guest.tsx'
import {
  type DeskTime,
  deskTimesQuery,
} from '../../../../bookings/screens/desk/entry/entry-queries.ts'
import { DayWaitlist } from '../../../../bookings/screens/waitlist/day-waitlist.tsx'
import { addDays, monthText, weekdayText } from '../../../../kernel/format.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { showInStrip } from '../../../../web/kit/strip.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { type RestaurantAnswer, unitOf } from '../restaurants/restaurant-queries.ts'
import { useOwnerText } from './text.ts'
import { todayOf } from './today.ts'

interface DayBookingsProps extends RestaurantAnswer {
  /** Undefined: that of the service that goes on, else today. */
  readonly chosen: string | undefined
}

/** A printable day: how full each time is, and its guests. */
export function DayBookings({ restaurant, days, chosen }: DayBookingsProps) {
  const t = useOwnerText()
  const wallToday = todayOf(days)
  const { data: booked } = useQuery(bookedDaysQuery(restaurant.id, wallToday.slice(0, 7)))
  const today = booked?.today ?? wallToday
  const date = chosen ?? today
  const query = useQuery({
    ...dayQuery(restaurant.id, date),
    refetchInterval: useDeskPoll(15_000),
  })
  const { data: offered } = useQuery(deskTimesQuery(restaurant.id, date))
  return (
    <div className="grid gap-6">
      <Days restaurantId={restaurant.id} today={today} date={date} />
      <DayHeading storeId={restaurant.id} date={date} tab="bookings" />
      <EnterGuest
        key={date}
        storeId={restaurant.id}
        date={date}
        countLabel={t(unitOf(restaurant.pricing) === 'person' ? 'day.guests' : 'day.tables')}
        asksParty={unitOf(restaurant.pricing) === 'table'}
      />
      <Loaded query={query}>
        {(day) => (
          <DayGuests
            storeId={restaurant.id}
            date={day.date}
            bookings={day.bookings}
            times={[...day.times, ...unclaimed(offered?.data ?? [], day)]}
          />
        )}
      </Loaded>
      <DayWaitlist storeId={restaurant.id} date={date} />
    </div>
  )
}

interface DaysProps {
  readonly restaurantId: string
  readonly today: string
  readonly date: string
}

/** The date whose service goes on and the ten days after it, each with the number of its bookings. */
function Days({ restaurantId, today, date }: DaysProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const shown = Array.from({ length: 11 }, (_, ahead) => addDays(today, ahead))
  const [month, nextMonth] = [today, shown.at(-1) ?? today].map((day) => day.slice(0, 7))
  const refetchInterval = useDeskPoll(15_000)
  const first = useQuery({ ...bookedDaysQuery(restaurantId, month ?? ''), refetchInterval })
  const last = useQuery({ ...bookedDaysQuery(restaurantId, nextMonth ?? ''), refetchInterval })
  const isKnown = first.data !== undefined && last.data !== undefined
  const booked = [...(first.data?.data ?? []), ...(last.data?.data ?? [])]
  const counts = new Map(booked.map((day) => [day.date, day.bookings]))
  return (
    <nav
      aria-label={t('day.days')}
      className="no-print relative -mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1"
    >
      <ul className="flex gap-2">
        {shown.map((day) => (
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
                {isKnown ? t('day.taken', { count: counts.get(day) ?? 0 }) : ' '}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Times of the date that nobody has claimed. */
function unclaimed(offered: readonly DeskTime[], { times }: DayAnswer) {
  const claimed = new Set(times.map(({ item }) => item.tableTimeId))
  return offered
    .filter(({ item }) => !claimed.has(item.tableTimeId))
    .map(({ time, remaining }) => ({
      ...{ time, capacity: remaining },
      ...{ taken: 0, reserved: 0, proposed: 0 },
    }))
}
