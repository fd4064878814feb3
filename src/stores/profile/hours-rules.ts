import { type WallDate, type WallTime, weekdayOf } from '../../kernel/time.ts'

/** When a store is open on a weekday. One that closes no later than it opens closes on the next day. */
export interface Hours {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  readonly opens: WallTime
  readonly closes: WallTime
}

const DAY = 24 * 60
const minutesOf = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Minutes from midnight on; those after it end past 24:00. */
function spanOf({ opens, closes }: Hours): readonly [from: number, until: number] {
  const [from, until] = [minutesOf(opens), minutesOf(closes)]
  return [from, until <= from ? until + DAY : until]
}

/** From when until when something is done on a weekday, in minutes from its midnight on. */
export interface Span {
  readonly weekday: number
  readonly begins: number
  /** Later than it begins; after the next midnight, more than 1440. */
  readonly ends: number
}

const timeOf = (minutes: number): WallTime =>
  [Math.floor(minutes / 60) % 24, minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')

/** When a store is open in which these go on: those that overlap or touch are one. At most a day each. */
export function hoursOfSpans(spans: readonly Span[]): Hours[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.weekday - b.weekday || a.begins - b.begins)) {
    const last = merged.at(-1)
    if (last?.weekday === span.weekday && span.begins <= last.ends)
      merged[merged.length - 1] = { ...last, ends: Math.max(last.ends, span.ends) }
    else merged.push(span)
  }
  return merged.map(({ weekday, begins, ends }) => ({
    weekday,
    opens: timeOf(begins),
    closes: timeOf(Math.min(ends, begins + DAY)),
  }))
}

/** A time of a date, in minutes from its midnight on; null: the store is closed on it. */
export interface DateHours {
  readonly date: WallDate
  readonly begins: number | null
  readonly ends: number | null
}

/** The hours of a week in which these dates, of different weekdays, have their own. */
export function withDates(hours: readonly Hours[], ofDates: readonly DateHours[]): Hours[] {
  const own = new Set(ofDates.map(({ date }) => weekdayOf(date)))
  const spans = ofDates.flatMap(({ date, begins, ends }): Span[] =>
    begins === null || ends === null ? [] : [{ weekday: weekdayOf(date), begins, ends }],
  )
  return [...hours.filter(({ weekday }) => !own.has(weekday)), ...hoursOfSpans(spans)]
}

/** Whether two times of a weekday are at once. */
export const overlap = (hours: readonly Hours[]): boolean =>
  hours.some((one, at) =>
    hours.slice(at + 1).some((other) => {
      const [from, until] = spanOf(one)
      const [start, end] = spanOf(other)
      return one.weekday === other.weekday && from < end && start < until
    }),
  )

/** By weekday and time. */
export const inOrder = (hours: readonly Hours[]): Hours[] =>
  hours.toSorted((one, other) =>
    `${one.weekday} ${one.opens}` < `${other.weekday} ${other.opens}` ? -1 : 1,
  )

/**
 * When a store that is open at this weekday and time closes; undefined: it is closed. Also the evening of the day
 * before counts, where it ends after midnight.
 */
export function openUntil(
  hours: readonly Hours[],
  { weekday, time }: { readonly weekday: number; readonly time: WallTime },
): WallTime | undefined {
  const before = weekday === 1 ? 7 : weekday - 1
  const now = minutesOf(time)
  return hours.find((one) => {
    const [from, until] = spanOf(one)
    if (one.weekday === weekday) return from <= now && now < until
    return one.weekday === before && now + DAY < until
  })?.closes
}

/** Those of these times at which a store is closed; none where it says no hours. */
export const outside = <Time extends { readonly weekday: number; readonly time: WallTime }>(
  hours: readonly Hours[],
  times: readonly Time[],
): Time[] =>
  hours.length === 0 ? [] : times.filter((time) => openUntil(hours, time) === undefined)

/** Weekdays with the same times, one after the other: `월–금`. */
export function groupsOf(
  hours: readonly Hours[],
): { readonly first: number; readonly last: number; readonly times: readonly Hours[] }[] {
  const groups: { first: number; last: number; times: Hours[]; key: string }[] = []
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const times = inOrder(hours.filter((one) => one.weekday === weekday))
    const key = times.map(({ opens, closes }) => `${opens}-${closes}`).join()
    const last = groups.at(-1)
    if (last && last.key === key) last.last = weekday
    else groups.push({ first: weekday, last: weekday, times, key })
  }
  return groups
}
