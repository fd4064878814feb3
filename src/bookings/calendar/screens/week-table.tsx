import { Link } from '@tanstack/react-router'
import { addDays, dayText, monthLongText, weekdayText } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { CalendarAnswer } from './calendar-query.ts'
import { LoadMark } from './load-mark.tsx'
import { useCalendarText } from './text.ts'
import { hoursOf, percentOf } from './weeks.ts'

interface WeekTableProps {
  readonly answer: CalendarAnswer
  readonly dayTab: string
  readonly none: { readonly title: string; readonly lead: string }
}

/** A week as columns of dates by hour. */
export function WeekTable({ answer: { days, hours, today }, dayTab, none }: WeekTableProps) {
  const t = useCalendarText()
  const language = useLanguage()
  const [first, last] = [days[0]?.date ?? today, days.at(-1)?.date ?? today]
  const cells = new Map(hours.map((one) => [`${one.date} ${one.hour}`, one]))
  const rows = hoursOf(hours)
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold">{monthsText(first, last, language)}</h2>
        <Weeks first={first} />
      </div>
      {rows.length === 0 ? <EmptyState title={none.title}>{none.lead}</EmptyState> : null}
      <table className="w-full table-fixed border-separate border-spacing-0.5 text-center text-sm">
        <caption className="sr-only">
          {t('caption', { from: dayText(first, language), to: dayText(last, language) })}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="w-10 sm:w-16">
              <span className="sr-only">{t('time')}</span>
            </th>
            {days.map(({ date, bookings }) => (
              <th key={date} scope="col" className="p-0 font-normal">
                <Link
                  to="."
                  search={{ tab: dayTab, date }}
                  aria-current={date === today ? 'date' : undefined}
                  className={`grid min-h-14 content-center rounded-xl border bg-card hover:border-accent ${
                    date === today ? 'border-accent font-bold' : 'border-line'
                  }`}
                >
                  <span className="text-xs">{weekdayText(date, language)}</span>
                  <span className="font-semibold">{Number(date.slice(8))}</span>
                  <span className="sr-only">{t('said', { count: bookings })}</span>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((hour) => (
            <tr key={hour}>
              <th scope="row" className="text-xs font-normal text-soft">
                {hour < 24 ? t('hour', { hour }) : t('nextHour', { hour: hour - 24 })}
              </th>
              {days.map(({ date }) => (
                <td key={date} className="rounded-lg border border-line bg-card p-1 align-middle">
                  <HourCell hour={cells.get(`${date} ${hour}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="text-xs font-normal text-soft">
              {t('total')}
            </th>
            {days.map(({ date, bookings }) => (
              <td key={date} className="py-1 font-bold">
                {bookings}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** `2026년 12월`; of a week in two months, both. */
function monthsText(first: string, last: string, language: Language): string {
  const months = [
    ...new Set([first, last].map((date) => monthLongText(date.slice(0, 7), language))),
  ]
  return months.join(' – ')
}

function Weeks({ first }: { readonly first: string }) {
  const t = useCalendarText()
  const to = (date: string) => ({ tab: 'calendar', view: 'week', date })
  return (
    <div className="no-print flex flex-wrap gap-2">
      {[
        { name: t('before'), search: to(addDays(first, -7)) },
        { name: t('thisWeek'), search: { tab: 'calendar', view: 'week' } },
        { name: t('after'), search: to(addDays(first, 7)) },
      ].map(({ name, search }) => (
        <Link
          key={name}
          to="."
          search={search as never}
          replace
          resetScroll={false}
          className={buttonLook('quiet')}
        >
          {name}
        </Link>
      ))}
    </div>
  )
}

/** What begins in an hour, over how full it is; empty where nothing is offered. */
function HourCell({ hour }: { readonly hour: CalendarAnswer['hours'][number] | undefined }) {
  const t = useCalendarText()
  if (!hour) return null
  const percent = percentOf(hour)
  const { bookings } = hour
  return (
    <span className="grid min-h-8 content-center justify-items-stretch gap-1">
      <span className="sr-only">
        {percent === undefined
          ? t('said', { count: bookings })
          : t('saidLoad', { count: bookings, percent })}
      </span>
      <span aria-hidden="true" className={bookings > 0 ? 'font-bold' : 'text-soft'}>
        {bookings > 0 ? bookings : '·'}
      </span>
      {percent === undefined ? null : <LoadMark percent={percent} className="w-full" />}
    </span>
  )
}
