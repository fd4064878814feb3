import type { TimeLoad } from '../guest-times.ts'

export const sumOf = (
  loads: readonly TimeLoad[],
  part: 'capacity' | 'taken' | 'reserved' | 'proposed',
) => loads.reduce((sum, load) => sum + load[part], 0)

/** One column: all times that begin together. */
export interface Column extends TimeLoad {
  /** As a share of the chart's width, like every position here. */
  readonly at: number
}

export interface Chart {
  readonly columns: readonly Column[]
  readonly width: number
  /** The highest capacity of a column. */
  readonly most: number
  /** Labels of the axis. */
  readonly hours: readonly { readonly hour: number; readonly at: number }[]
  /** Where a time of day is; undefined outside the chart. */
  readonly positionOf: (time: string) => number | undefined
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const HOURS_MOST = 8
const WIDTH_MOST = 0.05

/**
 * Lays out the times of a day from the hour of the first to the hour of the last; an hour longer where
 * the last column would not fit.
 */
export function chartOf(loads: readonly TimeLoad[]): Chart {
  const chart = chartTo(loads, 0)
  const last = chart.columns.at(-1)
  return last && last.at + chart.width > 1 ? chartTo(loads, 1) : chart
}

function chartTo(loads: readonly TimeLoad[], hoursMore: number): Chart {
  const byTime = Map.groupBy(loads, ({ time }) => time)
  const times = [...byTime.keys()].toSorted()
  const first = Math.floor(minuteOf(times[0] ?? '00:00') / 60)
  const last = Math.floor(minuteOf(times.at(-1) ?? '23:00') / 60) + 1 + hoursMore
  const share = (minute: number) => (minute - first * 60) / ((last - first) * 60)
  const columns = times.map((time) => {
    const together = byTime.get(time) ?? []
    return {
      time,
      at: share(minuteOf(time)),
      capacity: sumOf(together, 'capacity'),
      taken: sumOf(together, 'taken'),
      reserved: sumOf(together, 'reserved'),
      proposed: sumOf(together, 'proposed'),
    }
  })
  const gaps = columns.slice(1).map(({ at }, index) => at - (columns[index]?.at ?? 0))
  const step = Math.ceil((last - first) / HOURS_MOST)
  const hours = Array.from({ length: Math.ceil((last - first) / step) }, (_, index) => {
    const hour = first + index * step
    return { hour, at: share(hour * 60) }
  }).filter(({ hour }) => hour < 24)
  return {
    columns,
    width: 0.75 * Math.min(WIDTH_MOST, ...gaps, 1 / (last - first)),
    most: Math.max(1, ...columns.map(({ capacity }) => capacity)),
    hours,
    positionOf: (time) => {
      const at = share(minuteOf(time))
      return at >= 0 && at <= 1 ? at : undefined
    },
  }
}
