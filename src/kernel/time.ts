/**
 * The wall clock of a store. Instants are `Date` inside; weekdays, opening hours and midnight are
 * always asked of the store's own time zone.
 */

import { RecentMap } from './recent-map.ts'

/** A date as people write it in the store: `2026-11-24`. */
export type WallDate = string
/** A time of day as people write it in the store: `19:30`. */
export type WallTime = string

export const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

/**
 * Remembers what a pure question was answered: everybody who comes at once asks for the same day at
 * the same place, and Temporal takes its microseconds each time.
 */
function remembering<Ask extends readonly (string | number | Date)[], Answer>(
  answer: (...ask: Ask) => Answer,
): (...ask: Ask) => Answer {
  const known = new RecentMap<Answer>(REMEMBERED_MOST)
  return (...ask) => {
    let key = ''
    for (const part of ask) key += `${part instanceof Date ? part.getTime() : part} `
    const last = known.get(key)
    if (last !== undefined) return last
    const found = answer(...ask)
    known.set(key, found)
    return found
  }
}

const REMEMBERED_MOST = 1_000

const zoned = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

/** The date on the store's wall at `at`. */
export const wallDate = remembering(
  (at: Date, timeZone: string): WallDate => zoned(at, timeZone).toPlainDate().toString(),
)

/** The time of day on the store's wall at `at`, to the minute. */
export const wallTime = remembering(
  (at: Date, timeZone: string): WallTime =>
    zoned(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' }),
)

/** `yyyyMMddHHmmss` on the store's wall. */
export const wallStamp = (at: Date, timeZone: string): string =>
  zoned(at, timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replaceAll(/[-:T]/g, '')

/** The date `days` after `date`. */
export const addDays = remembering(
  (date: WallDate, days: number): WallDate =>
    Temporal.PlainDate.from(date).add({ days }).toString(),
)

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export const weekdayOf = remembering(
  (date: WallDate): number => Temporal.PlainDate.from(date).dayOfWeek,
)

/**
 * The instant at which the store's wall shows `date` and `time`.
 * A time that the clocks skip moves forward; one that they repeat is the first of the two.
 */
export const instantOf = (date: WallDate, time: WallTime, timeZone: string): Date =>
  new Date(millisecondsOf(date, time, timeZone))

/** As a number: a date could be changed by who got it. */
const millisecondsOf = remembering(
  (date: WallDate, time: WallTime, timeZone: string): number =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds,
)

/** The instant at which `date` begins in the store. */
export const startOfDay = (date: WallDate, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds)

/** One date by a store's clock, and the instants between which it lies: `begins` included. */
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

/** RFC 3339 with the store's offset, to the second: `2026-11-24T19:30:00+09:00`. */
export const withOffset = remembering((at: Date, timeZone: string): string =>
  zoned(at, timeZone).toString({ smallestUnit: 'second', timeZoneName: 'never' }),
)

/**
 * The only place that understands the name of a time zone: as IANA writes it, or undefined. Offsets,
 * and instants that Temporal would read a zone from, are no names.
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
