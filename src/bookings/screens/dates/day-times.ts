import { addDays } from '../../../kernel/format.ts'

/** Times of a date's service: after midnight they go on, `25:30`. */

export const minutesOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A time of a service, from the minutes since its midnight. */
export const timeAt = (minutes: number): string =>
  `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`

const pad = (number: number): string => String(number).padStart(2, '0')

/** The time on the wall: `01:30` of `25:30`. */
export function wallTimeOf(time: string): string {
  return timeAt(minutesOf(time) % 1440)
}

/** Date and time on the wall: `25:30` of the 4th is 01:30 of the 5th. */
export const onWall = (date: string, time: string) => ({
  date: isNextDay(time) ? addDays(date, 1) : date,
  time: wallTimeOf(time),
})

export const isNextDay = (time: string): boolean => minutesOf(time) >= 1440

/** Quarters of an hour at which something begins on a date. */
export const beginnings: readonly string[] = Array.from({ length: 96 }, (_, at) => timeAt(at * 15))

/** Quarters of an hour at which it may end, to noon of the next day; also what is chosen, so that it is seen. */
export const endings = (begins: string, chosen: string): string[] =>
  Array.from({ length: 145 }, (_, at) => timeAt(at * 15)).filter(
    (time) => time >= begins || time === chosen,
  )

interface Time {
  readonly time: string
  readonly isFree: boolean
}

/** A time that is further away is none for the same meal. */
const NEAR_MINUTES = 120

const away = (time: string, wanted: string): number => Math.abs(minutesOf(time) - minutesOf(wanted))

export const isNear = (times: readonly Pick<Time, 'time'>[], wanted: string): boolean =>
  times.every(({ time }) => away(time, wanted) <= NEAR_MINUTES)

/** The free times near a wanted one, else the nearest others; in the order of the day. */
export function nearestFree<One extends Time>(
  times: readonly One[],
  wanted: string,
  most = 4,
): readonly One[] {
  const free = times.filter(({ time, isFree }) => isFree && time !== wanted)
  const near = free.filter((one) => isNear([one], wanted))
  return (near.length > 0 ? near : free)
    .toSorted((one, other) => away(one.time, wanted) - away(other.time, wanted))
    .slice(0, most)
    .toSorted((one, other) => minutesOf(one.time) - minutesOf(other.time))
}
