import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { dayLongText } from '../../../kernel/format.ts'
import { useDoor } from '../../../stores/screens/use-door.ts'
import type { DeskPartProps, StoreAnswer } from '../../../web/door.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Month } from '../../../web/kit/month.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { useDeskPoll } from '../../screens/desk/desk-live.tsx'
import { calendarQuery } from './calendar-query.ts'
import { LoadMark } from './load-mark.tsx'
import { useCalendarText } from './text.ts'
import { WeekTable } from './week-table.tsx'
import { monthOf, percentOf, weekOf } from './weeks.ts'

/** A store's month or week: how full each date or hour is; each date leads to its list. */
export function Calendar({ store, date }: DeskPartProps) {
  const { view } = useSearch({ from: '/desk/$storeId' })
  const t = useCalendarText()
  const here = date ?? todayIn(store)
  const dayTab = useDoor(store.door)?.dayTab ?? ''
  return (
    <div className="grid gap-5">
      <nav aria-label={t('views')} className="no-print flex flex-wrap gap-2">
        <ViewLink isHere={view !== 'week'} search={{ tab: 'calendar', date: here }}>
          {t('month')}
        </ViewLink>
        <ViewLink isHere={view === 'week'} search={{ tab: 'calendar', date: here, view: 'week' }}>
          {t('week')}
        </ViewLink>
        <Link to="." search={{ tab: dayTab }} className={buttonLook('quiet')}>
          {t('day')}
        </Link>
      </nav>
      <p className="text-soft">{t('lead')}</p>
      {view === 'week' ? (
        <Week {...{ store, dayTab }} date={here} />
      ) : (
        <MonthOfDates {...{ store, dayTab }} date={here} />
      )}
    </div>
  )
}

/** Today in the store, by this computer's clock: the server says which date it marks. */
const todayIn = ({ timeZone }: StoreAnswer): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date())

interface ViewLinkProps {
  readonly isHere: boolean
  readonly search: object
  readonly children: string
}

const ViewLink = ({ isHere, search, children }: ViewLinkProps) => (
  <Link
    to="."
    search={search as never}
    replace
    resetScroll={false}
    aria-current={isHere ? 'true' : undefined}
    className={buttonLook(isHere ? 'primary' : 'quiet')}
  >
    {children}
  </Link>
)

interface PartProps {
  readonly store: StoreAnswer
  /** The tab with the list of a date. */
  readonly dayTab: string
  readonly date: string
}

function MonthOfDates({ store, dayTab, date }: PartProps) {
  const t = useCalendarText()
  const language = useLanguage()
  const navigate = useNavigate()
  const month = date.slice(0, 7)
  const { from, to } = monthOf(month)
  const query = useQuery({
    ...calendarQuery(store.id, from, to),
    refetchInterval: useDeskPoll(30_000),
    placeholderData: (before) => before,
  })
  const days = new Map(query.data?.days.map((day) => [day.date, day]))
  return (
    <Loaded query={query}>
      {({ today }) => (
        <Month
          month={month}
          onMonth={(next) => {
            const search = { tab: 'calendar', date: `${next}-01` }
            void navigate({ to: '.', search: search as never, replace: true, resetScroll: false })
          }}
          today={today}
          first="2000-01"
          last="2099-12"
          day={(one) => {
            const { bookings = 0, offered = 0, taken = 0 } = days.get(one) ?? {}
            const percent = percentOf({ offered, taken })
            if (bookings === 0 && percent === undefined) return {}
            return {
              mark: <DayMark bookings={bookings} percent={percent} />,
              said:
                percent === undefined
                  ? t('said', { count: bookings })
                  : t('saidLoad', { count: bookings, percent }),
            }
          }}
          onPick={(chosen) => {
            announce(dayLongText(chosen, language))
            void navigate({ to: '.', search: { tab: dayTab, date: chosen } as never })
          }}
        />
      )}
    </Loaded>
  )
}

interface DayMarkProps {
  readonly bookings: number
  readonly percent: number | undefined
}

/** The number of bookings over a small bar of how full the date is. */
function DayMark({ bookings, percent }: DayMarkProps) {
  const t = useCalendarText()
  return (
    <span className="grid justify-items-center gap-1">
      <span className={bookings > 0 ? 'font-bold' : 'text-soft'}>
        {t('count', { count: bookings })}
      </span>
      {percent === undefined ? null : <LoadMark percent={percent} className="w-4/5" />}
    </span>
  )
}

function Week({ store, dayTab, date }: PartProps) {
  const t = useCalendarText()
  const { from, to } = weekOf(date)
  const query = useQuery({
    ...calendarQuery(store.id, from, to),
    refetchInterval: useDeskPoll(30_000),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query}>
      {(answer) => (
        <WeekTable
          answer={answer}
          dayTab={dayTab}
          none={{ title: t('none'), lead: t('noneLead') }}
        />
      )}
    </Loaded>
  )
}
