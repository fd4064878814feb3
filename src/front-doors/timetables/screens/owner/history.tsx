import { Link } from '@tanstack/react-router'
import { DayGuests } from '../../../../bookings/screens/desk/day-guests.tsx'
import { dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { dayText } from '../../../../kernel/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useInfiniteQuery, useQuery } from '../../../../web/query.ts'
import type { ShopAnswer } from '../shops/shop-queries.ts'
import { bookedOf } from './load.ts'
import { LoadPicture } from './load-picture.tsx'
import { type DaysAnswer, daysQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

type Day = DaysAnswer['data'][number]

interface HistoryProps {
  readonly answer: ShopAnswer
  /** The date whose times are shown, if any. */
  readonly opened: string | undefined
}

/** How full a shop was, a bar a day; pressed, it opens to that day's times. */
export function History({ answer: { shop, date: today }, opened }: HistoryProps) {
  const t = useOwnerText()
  const list = useInfiniteQuery(daysQuery(shop.id))
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  if (!list.data)
    return (
      <Loading>
        <Skeleton className="h-96" />
      </Loading>
    )
  const days = list.data.pages.flatMap(({ data }) => data).filter(({ capacity }) => capacity > 0)
  if (!list.hasNextPage && days.every(({ date }) => date === today))
    return <EmptyState title={t('history.none')}>{t('history.noneLead')}</EmptyState>
  const most = Math.max(1, ...days.map(({ capacity }) => capacity))
  return (
    <section aria-labelledby="history" className="grid gap-5">
      <div className="grid gap-1">
        <h2 id="history" className="text-2xl font-bold">
          {t('history.title')}
        </h2>
        <p className="text-soft">{t('history.lead')}</p>
      </div>
      <ol className="grid divide-y divide-line overflow-hidden rounded-3xl border border-line bg-card">
        {days.map((day) => (
          <li key={day.date} className="grid">
            <DayBar
              day={day}
              most={most}
              isToday={day.date === today}
              isOpen={day.date === opened}
            />
            {day.date === opened ? <OpenDay shopId={shop.id} date={day.date} /> : null}
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button
          kind="quiet"
          className="justify-self-center"
          pending={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      ) : null}
    </section>
  )
}

interface DayBarProps {
  readonly day: Day
  /** The most places that any of the days had. */
  readonly most: number
  readonly isToday: boolean
  readonly isOpen: boolean
}

function DayBar({ day: { date, capacity, taken }, most, isToday, isOpen }: DayBarProps) {
  const t = useOwnerText()
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
        {t('load.sum', { taken, capacity })}
      </span>
    </Link>
  )
}

function OpenDay({ shopId, date }: { shopId: string; date: string }) {
  const t = useOwnerText()
  const asked = useQuery(dayQuery(shopId, date))
  if (asked.isError && !asked.data)
    return <Failure problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data)
    return (
      <Loading className="p-4">
        <Skeleton className="h-56" />
      </Loading>
    )
  const loads = asked.data.times.toSorted((one, other) => one.time.localeCompare(other.time))
  return (
    <div className="grid gap-5 bg-paper p-3 sm:p-5">
      {loads.length > 0 ? (
        <LoadPicture loads={loads} />
      ) : (
        <p className="text-soft">{t('history.noTimes')}</p>
      )}
      {asked.data.bookings.length > 0 ? (
        <DayGuests bookings={asked.data.bookings} times={bookedOf(asked.data)} />
      ) : null}
    </div>
  )
}
