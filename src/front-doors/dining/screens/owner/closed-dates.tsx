import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { bookedDaysQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { useDayText } from '../../../../bookings/screens/desk/text.ts'
import { addMonths, dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Month, type MonthDay } from '../../../../web/kit/month.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { menuText } from '../text.ts'
import { CloseDate } from './close-date.tsx'
import { closedDatesQuery, tableTimesQuery } from './owner-queries.ts'
import { serviceHoursQuery } from './seating/seating-queries.ts'
import { useOwnerText } from './text.ts'
import { todayOf } from './today.ts'

/** How many months ahead a date can be closed. */
const MONTHS = 12

/** The dates from today on, each open or closed. */
export function ClosedDates(answer: RestaurantAnswer) {
  const t = useOwnerText()
  const query = useQuery(closedDatesQuery(answer.restaurant.id))
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid max-w-3xl gap-6">
          <h2 className="sr-only">{menuText()('tabs.closed')}</h2>
          <p className="text-soft">{t('closed.lead')}</p>
          <DateChoice {...answer} closed={new Set(data)} />
        </div>
      )}
    </Loaded>
  )
}

function DateChoice({
  restaurant,
  days,
  closed,
}: RestaurantAnswer & Pick<CalendarProps, 'closed'>) {
  const client = useQueryClient()
  const [closing, setClosing] = useState<string>()
  const [done, setDone] = useState<Closed>()
  const { problem, send } = useSend()
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: closedDatesQuery(restaurant.id).queryKey }),
      client.invalidateQueries({ queryKey: restaurantQuery(restaurant.id).queryKey }),
    ])
  const open = async (date: string) => {
    setDone(undefined)
    const params = { restaurantId: restaurant.id, date }
    await send(() =>
      call<typeof owner.openDate>('DELETE /v1/restaurants/:restaurantId/closed-dates/:date', {
        params,
      }),
    )
    await refresh()
  }
  return (
    <>
      <Refused problem={problem} />
      {done ? <Done {...done} /> : null}
      <Calendar
        restaurantId={restaurant.id}
        today={todayOf(days)}
        closed={closed}
        onPress={(date) => (closed.has(date) ? open(date) : setClosing(date))}
      />
      {closing ? (
        <CloseDate
          restaurantId={restaurant.id}
          date={closing}
          onClose={() => setClosing(undefined)}
          onDone={async (answer) => {
            await refresh()
            setDone(answer)
          }}
        />
      ) : null}
    </>
  )
}

interface Closed {
  readonly date: string
  /** Bookings that the date keeps. */
  readonly bookings: number
}

function Done({ date, bookings }: Closed) {
  const t = useOwnerText()
  const language = useLanguage()
  return (
    <Notice tone={bookings > 0 ? 'warn' : 'good'}>
      {t('closed.closedWith', { day: dayText(date, language), count: bookings })}{' '}
      {bookings > 0 ? (
        <Link to="." search={{ tab: 'bookings', date }} className="font-semibold underline">
          {t('closed.seeBookings')}
        </Link>
      ) : null}
    </Notice>
  )
}

interface CalendarProps {
  readonly restaurantId: string
  readonly today: string
  readonly closed: ReadonlySet<string>
  readonly onPress: (date: string) => void
}

/** A month: closed dates, weekly days off, and how many bookings each date has. */
function Calendar({ restaurantId, today, closed, onPress }: CalendarProps) {
  const t = useOwnerText()
  const tDay = useDayText()
  const first = today.slice(0, 7)
  const [month, setMonth] = useState(first)
  const { data: booked } = useQuery({
    ...bookedDaysQuery(restaurantId, month),
    placeholderData: (before) => before,
  })
  const { data: times } = useQuery(tableTimesQuery(restaurantId))
  const counts = new Map(booked?.data.map(({ date, bookings }) => [date, bookings]))
  const { data: hours } = useQuery(serviceHoursQuery(restaurantId))
  const offered = times && hours && [...times.data, ...hours.services]
  const weekdays = new Set(offered?.map(({ weekday }) => weekday))
  const dayOf = (date: string): MonthDay => {
    const isClosed = closed.has(date)
    const isOff = offered !== undefined && !weekdays.has(weekdayOfDate(date))
    const count = counts.get(date) ?? 0
    const isPast = date < today
    const state = isClosed ? t('closed.off') : isOff ? t('closed.weeklyShort') : ''
    const bookings = count > 0 ? tDay('calendar.count', { count }) : ''
    return {
      tone: isClosed ? 'closed' : 'plain',
      ...(!isPast && { pressed: isClosed }),
      disabled: isPast,
      ...((state || bookings) && { mark: state || bookings }),
      said: [
        isPast ? '' : t('closed.off'), // the name of the switch
        isOff ? t('closed.weekly') : '',
        count > 0 ? tDay('calendar.said', { count }) : '',
      ]
        .filter(Boolean)
        .join(', '),
    }
  }
  return (
    <Month
      month={month}
      onMonth={setMonth}
      today={today}
      first={first}
      last={addMonths(first, MONTHS)}
      day={dayOf}
      onPick={onPress}
    />
  )
}

/** 1 for Monday to 7 for Sunday. */
const weekdayOfDate = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay() || 7
