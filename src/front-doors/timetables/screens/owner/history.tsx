import { Link } from '@tanstack/react-router'
import { BookedCalendar } from '../../../../bookings/screens/desk/booked-calendar.tsx'
import { BookingsCsv } from '../../../../bookings/screens/desk/bookings-csv.tsx'
import { DayGuests } from '../../../../bookings/screens/desk/day-guests.tsx'
import { type DayAnswer, dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { LoadChart } from '../../../../bookings/screens/desk/load/load-chart.tsx'
import { useDayText } from '../../../../bookings/screens/desk/text.ts'
import { dayLongText, dayText } from '../../../../kernel/format.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { type FetchedPages, useInfiniteQuery, useQuery } from '../../../../web/query.ts'
import type { ShopAnswer } from '../shops/shop-queries.ts'
import { bookedOf } from './load.ts'
import { type DaysAnswer, daysQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

type Day = DaysAnswer['data'][number]

interface HistoryProps {
  readonly answer: ShopAnswer
  /** The date whose times are shown. */
  readonly opened: string | undefined
}

/** How full a shop was: a bar for each day, which opens to that day's times. */
export function History({ answer: { shop, date: today }, opened }: HistoryProps) {
  const list = useInfiniteQuery(daysQuery(shop.id))
  return (
    <Loaded query={list}>
      {() => (
        <Days
          {...{ list, today, opened, shopId: shop.id }}
          days={(list.data?.pages ?? [])
            .flatMap(({ data }) => data)
            .filter(({ capacity }) => capacity > 0)}
        />
      )}
    </Loaded>
  )
}

interface DaysProps {
  readonly list: FetchedPages<DaysAnswer>
  readonly days: readonly Day[]
  readonly shopId: string
  readonly today: string
  readonly opened: string | undefined
}

function Days({ list, days, shopId, today, opened }: DaysProps) {
  const t = useOwnerText()
  const isNew = !list.hasNextPage && days.every(({ date }) => date === today)
  if (isNew && opened === undefined)
    return <EmptyState title={t('history.none')}>{t('history.noneLead')}</EmptyState>
  const most = Math.max(1, ...days.map(({ capacity }) => capacity))
  const isAhead = opened !== undefined && opened > today
  return (
    <section aria-labelledby="history" className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <h2 id="history" className="text-2xl font-bold">
            {t(isAhead ? 'history.aheadTitle' : 'history.title')}
          </h2>
          {isAhead ? null : <p className="text-soft">{t('history.lead')}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          <BookedCalendar storeId={shopId} date={opened ?? today} tab="history" />
          <BookingsCsv storeId={shopId} date={opened ?? today} />
        </div>
      </div>
      {opened !== undefined && days.every(({ date }) => date !== opened) ? (
        <FarDay shopId={shopId} date={opened} isAhead={isAhead} />
      ) : null}
      {isAhead ? <h2 className="text-2xl font-bold">{t('history.title')}</h2> : null}
      <ol className="grid divide-y divide-line overflow-hidden rounded-3xl border border-line bg-card">
        {days.map((day) => (
          <li key={day.date} className="grid">
            <DayBar
              day={day}
              most={most}
              isToday={day.date === today}
              isOpen={day.date === opened}
            />
            {day.date === opened ? (
              <OpenDay shopId={shopId} date={day.date} isAhead={false} />
            ) : null}
          </li>
        ))}
      </ol>
      <MoreButton of={list}>{t('history.more')}</MoreButton>
    </section>
  )
}

interface DayBarProps {
  readonly day: Day
  /** The highest capacity of these days. */
  readonly most: number
  readonly isToday: boolean
  readonly isOpen: boolean
}

function DayBar({ day: { date, capacity, taken }, most, isToday, isOpen }: DayBarProps) {
  const t = useOwnerText()
  const tDay = useDayText()
  const language = useLanguage()
  const share = (count: number) => `${(100 * count) / most}%`
  return (
    <Link
      to="."
      search={{ tab: 'history', ...(isOpen ? {} : { date }) } as never}
      replace
      resetScroll={false}
      aria-expanded={isOpen}
      className="grid min-h-14 grid-cols-[7.5rem_minmax(0,1fr)] items-center gap-x-4 px-4 py-2 hover:bg-well sm:grid-cols-[9rem_minmax(0,1fr)_10rem] sm:px-5"
    >
      <span className="flex flex-wrap items-baseline gap-x-1.5 font-semibold">
        {dayText(date, language)}
        {isToday ? <span className="text-sm text-accent">{t('history.today')}</span> : null}
      </span>
      <span aria-hidden="true" className="relative h-4">
        <span
          className="absolute inset-y-0 left-0 rounded-sm border border-edge bg-well"
          style={{ width: share(capacity) }}
        />
        <span
          className="absolute inset-y-0 left-0 rounded-sm bg-accent forced-colors:bg-[Highlight]"
          style={{ width: share(taken) }}
        />
      </span>
      <span className="text-sm text-soft max-sm:col-start-2 sm:text-right">
        {tDay('load', { taken, capacity })}
      </span>
    </Link>
  )
}

/** A date of the calendar that is not in the list. */
function FarDay({ shopId, date, isAhead }: OpenDayProps) {
  const language = useLanguage()
  return (
    <section
      aria-labelledby="far-day"
      className="grid overflow-hidden rounded-3xl border border-line"
    >
      <h3 id="far-day" className="bg-card px-5 py-4 text-xl font-bold">
        {dayLongText(date, language)}
      </h3>
      <OpenDay shopId={shopId} date={date} isAhead={isAhead} />
    </section>
  )
}

interface OpenDayProps {
  readonly shopId: string
  readonly date: string
  /** A date to come has guests only: its times are not on sale yet. */
  readonly isAhead: boolean
}

function OpenDay({ shopId, date, isAhead }: OpenDayProps) {
  const query = useQuery(dayQuery(shopId, date))
  return (
    <Loaded query={query}>
      {(day) => (
        <div className="grid gap-5 bg-paper p-3 sm:p-5">
          {day.bookings.length > 0 || isAhead ? (
            <DayGuests
              storeId={shopId}
              date={day.date}
              bookings={day.bookings}
              times={bookedOf(day)}
            />
          ) : null}
          {isAhead ? null : <DayLoad day={day} />}
        </div>
      )}
    </Loaded>
  )
}

function DayLoad({ day }: { readonly day: DayAnswer }) {
  const t = useOwnerText()
  const loads = day.times.toSorted((one, other) => one.time.localeCompare(other.time))
  if (loads.length === 0) return <p className="text-soft">{t('history.noTimes')}</p>
  return (
    <div className="md:order-first">
      <LoadChart loads={loads} />
    </div>
  )
}
