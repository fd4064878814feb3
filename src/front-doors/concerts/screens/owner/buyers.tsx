import { Link } from '@tanstack/react-router'
import { DayGuests, DayHeading } from '../../../../bookings/screens/desk/day-guests.tsx'
import { dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { dayText, wallDateAt } from '../../../../kernel/format.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { showInStrip } from '../../../../web/kit/strip.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { ownPerformancesQuery } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

/** Who comes on a date: by default on that of the next performance. */
export function Buyers({ store, date }: DeskPartProps) {
  const today = wallDateAt(new Date(), store.timeZone)
  const performances = useQuery(ownPerformancesQuery(store.id))
  return (
    <Loaded query={performances}>
      {({ data }) => {
        const dates = [...new Set(data.map((one) => one.date))].toSorted()
        const shown = date ?? dates.find((one) => one >= today) ?? dates.at(-1) ?? today
        return (
          <div className="grid gap-6">
            <Dates dates={dates} shown={shown} />
            <DayHeading storeId={store.id} date={shown} tab="bookings" />
            <Day storeId={store.id} date={shown} />
          </div>
        )
      }}
    </Loaded>
  )
}

function Day({ storeId, date }: { readonly storeId: string; readonly date: string }) {
  const query = useQuery({ ...dayQuery(storeId, date), refetchInterval: 15_000 })
  return (
    <Loaded query={query}>
      {(day) => <DayGuests storeId={storeId} date={day.date} bookings={day.bookings} times={[]} />}
    </Loaded>
  )
}

function Dates({ dates, shown }: { readonly dates: readonly string[]; readonly shown: string }) {
  const t = useOrganiserText()
  const language = useLanguage()
  return (
    <nav
      aria-label={t('buyers.dates')}
      className="no-print relative -mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1"
    >
      <ul className="flex gap-2">
        {dates.map((date) => (
          <li key={date} className="shrink-0">
            <Link
              ref={date === shown ? showInStrip : undefined}
              to="."
              search={{ tab: 'bookings', date }}
              resetScroll={false}
              aria-current={date === shown ? 'date' : undefined}
              activeProps={{}}
              className={`grid min-h-11 place-items-center rounded-xl border px-4 font-semibold ${
                date === shown ? 'border-accent bg-blush' : 'border-line bg-card hover:bg-well'
              }`}
            >
              {dayText(date, language)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
