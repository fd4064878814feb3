import { type WallDate, type WallTime, wallDate, wallTime } from '../../kernel/time.ts'
import { partTimes, type Wanted } from './when-rules.ts'

/** Free times on the card of a store. */
export const TIMES_SHOWN = 3
/** Without a date, times are near the one that is asked for within so many minutes. */
const NEAR_MINUTES = 60

interface Start {
  readonly startsAt: Date
}

const minutesOf = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * The free times of a store that its card shows, by start: of the date and the part of the day that are asked for;
 * of these the ones nearest to the time that is asked for, else the first ones.
 */
export function chosenTimes<Time extends Start>(
  free: readonly Time[],
  { date, time, part }: Pick<Wanted, 'date' | 'time' | 'part'>,
  timeZone: string,
): Time[] {
  const starts = free.map((one) => ({
    one,
    date: wallDate(one.startsAt, timeZone) satisfies WallDate,
    at: minutesOf(wallTime(one.startsAt, timeZone)),
  }))
  const [from, until] = part && time === undefined ? partTimes[part].map(minutesOf) : [0, Infinity]
  const fitting = starts
    .filter((start) => date === undefined || start.date === date)
    .filter(({ at }) => at >= (from ?? 0) && at < (until ?? Infinity))
  const away = ({ at }: { readonly at: number }) =>
    time === undefined ? 0 : Math.abs(at - minutesOf(time))
  const near =
    date === undefined && time !== undefined
      ? fitting.filter((start) => away(start) <= NEAR_MINUTES)
      : fitting
  const byStart = (one: Start, other: Start) => one.startsAt.getTime() - other.startsAt.getTime()
  const nearest =
    date === undefined
      ? near.toSorted((a, b) => byStart(a.one, b.one))
      : near.toSorted((a, b) => away(a) - away(b) || byStart(a.one, b.one))
  return nearest
    .slice(0, TIMES_SHOWN)
    .map(({ one }) => one)
    .toSorted(byStart)
}

/**
 * How many minutes the free time that is closest to the wanted one is away from it; without a wanted time all are as
 * close. Infinity: there is none.
 */
export function closeness(
  free: readonly Start[],
  { time }: Pick<Wanted, 'time'>,
  timeZone: string,
): number {
  if (free.length === 0) return Infinity
  if (time === undefined) return 0
  return Math.min(
    ...free.map(({ startsAt }) =>
      Math.abs(minutesOf(wallTime(startsAt, timeZone)) - minutesOf(time)),
    ),
  )
}
