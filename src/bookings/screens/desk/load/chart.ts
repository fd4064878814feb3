import type { DayAnswer } from '../../../../bookings/screens/desk/day-queries.ts'
import { wallTimeAt } from '../../../../kernel/format.ts'
import type { ShopTime } from '../shops/shop-queries.ts'

/** How full one time of a day is. */
export type TimeLoad = Omit<DayAnswer['times'][number], 'item'>

/** The times of a day that have bookings: the picture shows all of them. */
export const bookedOf = ({ times, bookings }: DayAnswer): TimeLoad[] =>
  times.filter(({ time }) => bookings.some((booking) => booking.time === time))

/** The times of today by time of day: those of which something was taken, and all that are offered. */
export function todayLoad(
  answer: DayAnswer,
  offered: readonly ShopTime[],
  timeZone: string,
): TimeLoad[] {
  const known = new Set(answer.times.map(({ item }) => item.timetableId))
  const untouched = offered
    .filter(({ id }) => !known.has(id))
    .map(({ basicRemaining, remaining, startsAt }) => ({
      time: wallTimeAt(new Date(startsAt), timeZone),
      capacity: basicRemaining,
      taken: basicRemaining - remaining,
      reserved: 0,
    }))
  return [...answer.times, ...untouched].toSorted((one, other) =>
    one.time.localeCompare(other.time),
  )
}

export const sumOf = (loads: readonly TimeLoad[], part: 'capacity' | 'taken' | 'reserved') =>
  loads.reduce((sum, load) => sum + load[part], 0)

/** A column of the picture: all times that begin together. Widths and places are shares of it. */
export interface Column extends Pick<TimeLoad, 'time' | 'capacity' | 'taken' | 'reserved'> {
  readonly at: number
}

export interface Picture {
  readonly columns: readonly Column[]
  readonly width: number
  /** The most places that begin together. */
  readonly most: number
  /** Hours to write beneath. */
  readonly hours: readonly { readonly hour: number; readonly at: number }[]
  /** Where a time of day is; undefined beside the picture. */
  readonly place: (time: string) => number | undefined
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const HOURS_MOST = 8
const WIDEST = 0.05

/** Lays the times of a day along its hours, from the first that something begins in to the last. */
export function pictureOf(loads: readonly TimeLoad[]): Picture {
  const byTime = Map.groupBy(loads, ({ time }) => time)
  const times = [...byTime.keys()].toSorted()
  const first = Math.floor(minuteOf(times[0] ?? '00:00') / 60)
  const last = Math.floor(minuteOf(times.at(-1) ?? '23:00') / 60) + 1
  const share = (minute: number) => (minute - first * 60) / ((last - first) * 60)
  const columns = times.map((time) => {
    const together = byTime.get(time) ?? []
    return {
      time,
      at: share(minuteOf(time)),
      capacity: sumOf(together, 'capacity'),
      taken: sumOf(together, 'taken'),
      reserved: sumOf(together, 'reserved'),
    }
  })
  const gaps = columns.slice(1).map(({ at }, index) => at - (columns[index]?.at ?? 0))
  const step = Math.ceil((last - first) / HOURS_MOST)
  const hours = Array.from({ length: Math.ceil((last - first) / step) }, (_, index) => {
    const hour = first + index * step
    return { hour, at: share(hour * 60) }
  })
  return {
    columns,
    width: 0.75 * Math.min(WIDEST, ...gaps, 1 / (last - first)),
    most: Math.max(1, ...columns.map(({ capacity }) => capacity)),
    hours,
    place: (time) => {
      const at = share(minuteOf(time))
      return at >= 0 && at <= 1 ? at : undefined
    },
  }
}
