import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { addMonths, dayLongText, monthLongText, weekdayName } from '../../kernel/format.ts'
import { useLanguage } from '../language.ts'
import { useShellText } from '../text.ts'
import { Button } from './button.tsx'
import { movedBy, weeksOf } from './month-days.ts'

/** How one date of a month is shown. */
export interface MonthDay {
  /** Below the number: `예약 3`. */
  readonly mark?: ReactNode
  /** The same for screen readers, after the date. */
  readonly said?: string
  readonly tone?: 'plain' | 'chosen' | 'closed'
  readonly disabled?: boolean
  /** Of a date that is switched on and off. */
  readonly pressed?: boolean
}

interface MonthProps {
  /** `2026-11`. */
  readonly month: string
  readonly onMonth: (month: string) => void
  readonly today: string
  /** The first and last month that can be reached. */
  readonly first?: string | undefined
  readonly last?: string | undefined
  readonly day: (date: string) => MonthDay
  readonly onPick: (date: string) => void
}

/** Sunday first, as in Korean calendars. */
const weekdays = [7, 1, 2, 3, 4, 5, 6]

/**
 * A month of dates. The grid is one Tab stop: arrows move by day and week, Home and End within the
 * week, Page Up and Page Down by month.
 */
export function Month(props: MonthProps) {
  const { month, onMonth, today, first, last } = props
  const t = useShellText()
  const language = useLanguage()
  const isThis = month === today.slice(0, 7)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-lg font-bold" aria-live="polite">
          {monthLongText(month, language)}
        </p>
        <div className="flex gap-2">
          <Button
            kind="quiet"
            className="px-3"
            disabled={first !== undefined && month <= first}
            onClick={() => onMonth(addMonths(month, -1))}
            aria-label={t('kit.monthBefore')}
          >
            ‹
          </Button>
          <Button kind="quiet" disabled={isThis} onClick={() => onMonth(today.slice(0, 7))}>
            {t('kit.thisMonth')}
          </Button>
          <Button
            kind="quiet"
            className="px-3"
            disabled={last !== undefined && month >= last}
            onClick={() => onMonth(addMonths(month, 1))}
            aria-label={t('kit.monthAfter')}
          >
            ›
          </Button>
        </div>
      </div>
      <Grid {...props} />
    </div>
  )
}

function Grid({ month, onMonth, today, first, last, day, onPick }: MonthProps) {
  const language = useLanguage()
  const { active, setActive, table, onKeyDown } = useRoving({ month, onMonth, today, first, last })
  return (
    <table ref={table} onKeyDown={onKeyDown} className="w-full table-fixed border-separate">
      <thead>
        <tr className="text-center text-sm text-soft">
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col" className="pb-1 font-normal">
              <abbr title={weekdayName(weekday, language, 'long')} className="no-underline">
                {weekdayName(weekday, language, 'short')}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, at) => (
              <td key={weekdays[at]} className="p-0">
                {date ? (
                  <DateButton
                    date={date}
                    isToday={date === today}
                    isActive={date === active}
                    day={day(date)}
                    onFocus={() => setActive(date)}
                    onPick={() => onPick(date)}
                  />
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Roving = Pick<MonthProps, 'month' | 'onMonth' | 'today' | 'first' | 'last'>

/** The date that Tab reaches, and the keys that move it. */
function useRoving({ month, onMonth, today, first, last }: Roving) {
  const [chosen, setActive] = useState(today)
  const table = useRef<HTMLTableElement>(null)
  const shouldFocus = useRef(false)
  const start = month === today.slice(0, 7) ? today : `${month}-01`
  const active = chosen.startsWith(month) ? chosen : start
  useEffect(() => {
    if (!shouldFocus.current) return
    shouldFocus.current = false
    table.current?.querySelector<HTMLElement>(`[data-date="${active}"]`)?.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedBy(event.key, active)
    if (!next) return
    event.preventDefault()
    const to = next.slice(0, 7)
    if ((first && to < first) || (last && to > last)) return
    shouldFocus.current = true
    setActive(next)
    if (to !== month) onMonth(to)
  }
  return { active, setActive, table, onKeyDown }
}

interface DateButtonProps {
  readonly date: string
  readonly isToday: boolean
  readonly isActive: boolean
  readonly day: MonthDay
  readonly onFocus: () => void
  readonly onPick: () => void
}

const looks: Record<NonNullable<MonthDay['tone']>, string> = {
  plain: 'border-line bg-card hover:border-accent',
  chosen: 'border-transparent bg-accent text-on-accent forced-colors:border-[Highlight]',
  closed: 'border-transparent bg-ink text-paper forced-colors:border-[Highlight]',
}

function DateButton({ date, isToday, isActive, day, onFocus, onPick }: DateButtonProps) {
  const t = useShellText()
  const language = useLanguage()
  const { mark, said, tone = 'plain', disabled, pressed } = day
  return (
    <button
      type="button"
      data-date={date}
      tabIndex={isActive ? 0 : -1}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      aria-current={isToday ? 'date' : undefined}
      onFocus={onFocus}
      onClick={() => (disabled ? undefined : onPick())}
      className={`relative grid min-h-14 w-full content-center rounded-xl border px-0.5 text-center aria-disabled:opacity-45 ${looks[tone]} ${
        isToday ? 'outline-2 -outline-offset-2 outline-accent' : ''
      }`}
    >
      <span className="sr-only">
        {[dayLongText(date, language), isToday ? t('kit.today') : '', said]
          .filter(Boolean)
          .join(', ')}
      </span>
      <span aria-hidden="true" className="leading-tight font-semibold">
        {Number(date.slice(8))}
      </span>
      <span aria-hidden="true" className="truncate text-xs">
        {mark ?? (isToday ? t('kit.today') : ' ')}
      </span>
    </button>
  )
}
