import { datePast, remainingOf, timeSkipped } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import {
  addDays,
  existingInstantOf,
  instantOf,
  startOfDay,
  type WallDate,
  type WallTime,
  wallDate,
  weekdayOf,
} from '../../kernel/time.ts'

/** How far ahead a table can be booked, in days; the first of them is tomorrow. */
export const BOOKING_DAYS = 10
/** How long a table is held for payment. */
export const HOLD_SECONDS = 600

export const restaurantMissing = problem('restaurant-missing', 'missing', {
  ko: '식당을 찾을 수 없어요.',
  en: 'There is no such restaurant.',
})
export const tableTimeMissing = problem('table-time-missing', 'missing', {
  ko: '이 식당에 없는 예약 시간이에요.',
  en: 'This restaurant has no such time.',
})
export const dateOutOfRange = problem<{ firstDate: string; lastDate: string }>(
  'date-out-of-range',
  'invalid',
  {
    ko: '내일부터 10일 이내의 날짜만 예약할 수 있어요.',
    en: 'Bookings are open for the ten days from tomorrow.',
  },
)
export const wrongWeekday = problem('wrong-weekday', 'invalid', {
  ko: '해당 요일에는 예약받지 않는 시간이에요.',
  en: 'That time is not offered on that day of the week.',
})
export const dayClosed = problem('day-closed', 'conflict', {
  ko: '휴무일이에요.',
  en: 'The restaurant is closed on that day.',
})
export const tableTimeTaken = problem('table-time-taken', 'conflict', {
  ko: '같은 요일과 시간이 이미 등록되어 있어요.',
  en: 'There already is that time on that weekday.',
})

/** A weekly time of a restaurant. */
export interface TableTime {
  readonly id: Id<'TableTime'>
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  readonly time: WallTime
  readonly capacity: number
  /** Minor units of the restaurant's currency. */
  readonly price: number
}

/** The ten bookable dates at `now`: tomorrow and the nine after it, in the store's time zone. */
export function bookableDates(now: Date, timeZone: string): WallDate[] {
  const today = wallDate(now, timeZone)
  return Array.from({ length: BOOKING_DAYS }, (_, day) => addDays(today, day + 1))
}

/** The instants between which they are. */
export function bookableInterval(now: Date, timeZone: string): { begins: Date; ends: Date } {
  const today = wallDate(now, timeZone)
  return {
    begins: startOfDay(addDays(today, 1), timeZone),
    ends: startOfDay(addDays(today, BOOKING_DAYS + 1), timeZone),
  }
}

/** The key of a table time's place on a date; the first claim creates the place. */
export const placeKey = (tableTimeId: Id<'TableTime'>, date: WallDate): string =>
  `table-time/${tableTimeId}/${date}`

/** How the keys of table times begin. */
export const TABLE_TIMES = 'table-time/'

export const isTableTimeKey = (key: string): boolean => key.startsWith(TABLE_TIMES)

/** Parses a key made by `placeKey`. */
export function readPlaceKey(key: string): { tableTimeId: Id<'TableTime'>; date: WallDate } {
  const [, tableTimeId = '', date = ''] = key.split('/')
  return { tableTimeId, date }
}

/** Those of `bookableAt`, and of `deskBookableAt` but for the range. */
export const tableTimeProblems = [
  ...[tableTimeMissing, datePast, dateOutOfRange],
  ...[wrongWeekday, timeSkipped, dayClosed],
] as const

/**
 * Whether a table time can be booked on `date`, and its start.
 * Problems in order: table-time-missing, date-past, date-out-of-range, wrong-weekday, time-skipped,
 * day-closed.
 */
export function bookableAt(facts: SoldFacts, date: WallDate, now: Date): SoldOn | Problem {
  const { timeZone, tableTime } = facts
  if (!tableTime) return tableTimeMissing()
  if (instantOf(date, tableTime.time, timeZone) <= now) return datePast()
  const today = wallDate(now, timeZone)
  const firstDate = addDays(today, 1)
  const lastDate = addDays(today, BOOKING_DAYS)
  if (date < firstDate || date > lastDate) return dateOutOfRange({ firstDate, lastDate })
  return soldOn(facts, tableTime, date)
}

/**
 * Whether the desk can enter guests at a table time on `date`, and its start: from today on, also when it has begun.
 * Problems in order: table-time-missing, date-past, wrong-weekday, time-skipped, day-closed.
 */
export function deskBookableAt(facts: SoldFacts, date: WallDate, now: Date): SoldOn | Problem {
  const { timeZone, tableTime } = facts
  if (!tableTime) return tableTimeMissing()
  if (date < wallDate(now, timeZone)) return datePast()
  return soldOn(facts, tableTime, date)
}

interface SoldFacts {
  readonly timeZone: string
  readonly tableTime: TableTime | null
  readonly isClosed: boolean
}

interface SoldOn {
  readonly tableTime: TableTime
  readonly startsAt: Date
}

/** Problems in order: wrong-weekday, time-skipped, day-closed. */
function soldOn(
  { timeZone, isClosed }: SoldFacts,
  tableTime: TableTime,
  date: WallDate,
): SoldOn | Problem {
  if (weekdayOf(date) !== tableTime.weekday) return wrongWeekday()
  const startsAt = existingInstantOf(date, tableTime.time, timeZone)
  if (!startsAt) return timeSkipped()
  return isClosed ? dayClosed() : { tableTime, startsAt }
}

/** What is known of the ten days of a restaurant. */
export interface Grid {
  readonly timeZone: string
  /** By time of day. */
  readonly tableTimes: readonly TableTime[]
  readonly closedDates: readonly WallDate[]
  /** By key of the place; a missing one has all of its capacity. */
  readonly countOf: ReadonlyMap<string, { readonly taken: number }>
}

interface FreeTable {
  readonly tableTimeId: Id<'TableTime'>
  readonly date: WallDate
  readonly startsAt: Date
  readonly remaining: number
  readonly price: number
}

/** The bookable tables of a date, or of all ten days, with at least so many left, by start. */
export const freeTables = (
  grid: Grid,
  { date, needed = 1 }: { readonly date?: WallDate | undefined; readonly needed?: number },
  now: Date,
): FreeTable[] =>
  bookableDates(now, grid.timeZone)
    .filter((one) => date === undefined || one === date)
    .flatMap((one) => [...tablesOn(grid, one, now)].filter(({ remaining }) => remaining >= needed))

/** The first bookable table of the ten days; undefined when all is sold out or closed. */
export function nextTable(grid: Grid, now: Date): FreeTable | undefined {
  for (const date of bookableDates(now, grid.timeZone))
    for (const table of tablesOn(grid, date, now)) return table
  return undefined
}

/** One by one, because the first may be all that is asked for. */
function* tablesOn(
  { timeZone, tableTimes, closedDates, countOf }: Grid,
  date: WallDate,
  now: Date,
): Generator<FreeTable> {
  const isClosed = closedDates.includes(date)
  for (const tableTime of tableTimes) {
    const { id, capacity, price } = tableTime
    const remaining = remainingOf(capacity, countOf.get(placeKey(id, date)))
    if (remaining === 0) continue
    const bookable = bookableAt({ timeZone, tableTime, isClosed }, date, now)
    if (bookable instanceof Problem) continue
    yield { tableTimeId: id, date, startsAt: bookable.startsAt, remaining, price }
  }
}
