import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays, dayText, weekdayName } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { menuText } from '../text.ts'
import { CloseDate } from './close-date.tsx'
import { closedDatesQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { todayOf } from './today.ts'

const SHOWN_DAYS = 60
/** Sunday first, as in Korean calendars. */
const weekdays = [7, 1, 2, 3, 4, 5, 6]

/** The next sixty days, each open or closed. */
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
  readonly today: string
  readonly closed: ReadonlySet<string>
  readonly onPress: (date: string) => void
}

function Calendar({ today, closed, onPress }: CalendarProps) {
  const language = useLanguage()
  const lead = new Date(`${today}T12:00:00Z`).getUTCDay()
  return (
    <div>
      <div
        className="grid grid-cols-7 gap-1 pb-2 text-center text-sm text-soft sm:gap-2"
        aria-hidden="true"
      >
        {weekdays.map((weekday) => (
          <span key={weekday}>{weekdayName(weekday, language, 'short')}</span>
        ))}
      </div>
      <ul className="grid grid-cols-7 gap-1 sm:gap-2">
        {Array.from({ length: SHOWN_DAYS }, (_, ahead) => addDays(today, ahead)).map((date, at) => (
          <li key={date} style={at === 0 ? { gridColumnStart: lead + 1 } : undefined}>
            <DateButton date={date} isClosed={closed.has(date)} onPress={() => onPress(date)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface DateButtonProps {
  readonly date: string
  readonly isClosed: boolean
  readonly onPress: () => void
}

function DateButton({ date, isClosed, onPress }: DateButtonProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const day = Number(date.slice(8))
  return (
    <button
      type="button"
      aria-pressed={isClosed}
      onClick={onPress}
      className={`grid min-h-14 w-full place-content-center rounded-xl border text-center sm:min-h-16 ${
        isClosed
          ? 'border-transparent bg-ink text-paper'
          : 'border-line bg-card hover:border-accent'
      }`}
    >
      <span aria-hidden="true" className="leading-tight font-semibold">
        {day === 1 ? `${Number(date.slice(5, 7))}/1` : day}
      </span>
      <span aria-hidden="true" className="text-xs">
        {isClosed ? t('closed.off') : ' '}
      </span>
      <span className="sr-only">
        {dayText(date, language)} {t('closed.off')}
      </span>
    </button>
  )
}
