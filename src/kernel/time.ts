/**
 * Dates and times in a store's time zone. Instants are `Date`; weekdays, opening hours and midnight
 * always depend on the store's time zone.
 */

import { RecentMap } from './recent-map.ts'

/** A local date of the store: `2026-11-24`. */
export type WallDate = string
/** A local time of day of the store: `19:30`. */
export type WallTime = string

export const earliest = (...times: readonly Date[]): Date =>
  new Date(Math.min(...times.map((at) => at.getTime())))

export const latest = (...times: readonly Date[]): Date =>
  new Date(Math.max(...times.map((at) => at.getTime())))

export const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

/**
 * Memoizes a pure function: concurrent requests ask for the same day of the same place, and a
 * Temporal call costs microseconds.
 */
function memoize<Ask extends readonly (string | number | Date)[], Answer>(
  answer: (...ask: Ask) => Answer,
): (...ask: Ask) => Answer {
  const cache = new RecentMap<Answer>(CACHED_MOST)
  return (...ask) => {
    let key = ''
    for (const part of ask) key += `${part instanceof Date ? part.getTime() : part} `
    const last = cache.get(key)
    if (last !== undefined) return last
    const found = answer(...ask)
    cache.set(key, found)
    return found
  }
}

const CACHED_MOST = 1_000

const zoned = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

/** Whether a stranger's text is a date of the calendar, of this century. */
export const isDate = (text: string): boolean =>
  /^20\d{2}-\d{2}-\d{2}$/.test(text) &&
  new Date(`${text}T00:00Z`).toJSON()?.startsWith(text) === true

/** The local date at `at`. */
export const wallDate = memoize(
  (at: Date, timeZone: string): WallDate => zoned(at, timeZone).toPlainDate().toString(),
)

/** The local time of day at `at`, to the minute. */
export const wallTime = memoize(
  (at: Date, timeZone: string): WallTime =>
    zoned(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' }),
)

/** `yyyyMMddHHmmss` in local time. */
export const wallStamp = (at: Date, timeZone: string): string =>
  zoned(at, timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replaceAll(/[-:T]/g, '')

/** The date `days` after `date`. */
export const addDays = memoize(
  (date: WallDate, days: number): WallDate =>
    Temporal.PlainDate.from(date).add({ days }).toString(),
)

/** So many dates, from one on. */
export const datesFrom = (first: WallDate, days: number): WallDate[] =>
  Array.from({ length: days }, (_, ahead) => addDays(first, ahead))

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export const weekdayOf = memoize(
  (date: WallDate): number => Temporal.PlainDate.from(date).dayOfWeek,
)

/**
 * The instant of a local date and time. A time that is skipped moves forward; a repeated one is the
 * first of the two.
 */
export const instantOf = (date: WallDate, time: WallTime, timeZone: string): Date =>
  new Date(millisecondsOf(date, time, timeZone))

/** The same, but undefined for a time that the date skips: clocks go forward over it. */
export function existingInstantOf(
  date: WallDate,
  time: WallTime,
  timeZone: string,
): Date | undefined {
  const at = instantOf(date, time, timeZone)
  return isSkipped(date, time, timeZone) ? undefined : at
}

const isSkipped = memoize((date: WallDate, time: WallTime, timeZone: string): boolean => {
  const there = zoned(instantOf(date, time, timeZone), timeZone).toPlainDateTime()
  return !there.equals(`${date}T${time}`)
})

/** A number, because a cached `Date` could be mutated by a caller. */
const millisecondsOf = memoize(
  (date: WallDate, time: WallTime, timeZone: string): number =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds,
)

/** The first instant of a local date. */
export const startOfDay = (date: WallDate, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds)

/** A local date as an interval of instants, `begins` included. */
export interface Day {
  readonly date: WallDate
  readonly begins: Date
  readonly ends: Date
}

export const dayOf = (date: WallDate, timeZone: string): Day => ({
  date,
  begins: startOfDay(date, timeZone),
  ends: startOfDay(addDays(date, 1), timeZone),
})

/** RFC 3339 with the zone's offset, to the second: `2026-11-24T19:30:00+09:00`. */
export const withOffset = memoize((at: Date, timeZone: string): string =>
  zoned(at, timeZone).toString({ smallestUnit: 'second', timeZoneName: 'never' }),
)

/**
 * Validates a time zone name and returns its IANA spelling, or undefined. Offsets, and instants
 * that Temporal would accept, are not names. Nothing else parses time zones.
 */
export function timeZoneName(text: string): string | undefined {
  if (!/^[a-z]/i.test(text)) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return new Temporal.ZonedDateTime(0n, text).timeZoneId
  } catch {
    return undefined
  }
}
