import { type Problem, problem } from '../../kernel/problem.ts'
import { addDays, type WallDate } from '../../kernel/time.ts'
import type { Dates, HourLoad } from '../load-rules.ts'

export const datesWrong = problem<{ most: number }>('dates-wrong', 'invalid', {
  ko: '시작일은 종료일보다 늦을 수 없고, 조회 기간이 너무 길면 안 돼요.',
  en: 'The first date must not be after the last one, and the period must not be too long.',
})

/** Six weeks: what a month shows. */
export const CALENDAR_DAYS_MOST = 42

/** Whether dates are in order, and not more than `most`. Problem: dates-wrong. */
export const checkDates = ({ from, to }: Dates, most: number): Dates | Problem =>
  from <= to && to <= addDays(from, most - 1) ? { from, to } : datesWrong({ most })

/** Bookings that begin in an hour. */
export interface HourCount {
  readonly date: WallDate
  readonly hour: number
  readonly bookings: number
}

/** An hour of a calendar. */
export type CalendarHour = HourLoad & HourCount

/** Hours by date and time: what begins in each, and how full it is. Hours without either are left out. */
export function calendarHours(
  loads: readonly HourLoad[],
  counts: readonly HourCount[],
): CalendarHour[] {
  const hours = new Map<string, CalendarHour>()
  const add = ({
    date,
    hour,
    ...more
  }: Partial<CalendarHour> & Pick<HourLoad, 'date' | 'hour'>) => {
    const key = `${date} ${hour}`
    const known = hours.get(key)
    hours.set(key, {
      ...{ date, hour },
      bookings: (known?.bookings ?? 0) + (more.bookings ?? 0),
      offered: (known?.offered ?? 0) + (more.offered ?? 0),
      taken: (known?.taken ?? 0) + (more.taken ?? 0),
    })
  }
  for (const load of loads) add(load)
  for (const count of counts) add(count)
  return [...hours.values()].toSorted((one, other) =>
    one.date === other.date ? one.hour - other.hour : one.date < other.date ? -1 : 1,
  )
}
