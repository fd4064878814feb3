import { addDays, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import type { Sales } from './owner-queries.ts'

export interface SalesBar {
  /** A date, or the hour of one. */
  readonly at: string
  /** Seats by level. */
  readonly seats: readonly number[]
  readonly total: number
}

interface Span {
  readonly from: string
  readonly to: string
  readonly timeZone: string
  /** Codes, in the order of the parts of a bar. */
  readonly levels: readonly string[]
}

const DAYS_MOST = 400

/** Sold seats by day of the hall, by hour for a single day; days without sales have empty bars. */
export function barsOf(hours: Sales['hours'], { from, to, timeZone, levels }: Span): SalesBar[] {
  const counted = new Map<string, number[]>()
  for (const at of stepsOf(from, to))
    counted.set(
      at,
      levels.map(() => 0),
    )
  for (const { at, level, seats } of hours) {
    const instant = new Date(at)
    const step =
      from === to
        ? `${wallTimeAt(instant, timeZone).slice(0, 2)}:00`
        : wallDateAt(instant, timeZone)
    const counts = counted.get(step)
    const index = levels.indexOf(level)
    if (counts && index >= 0) counts[index] = (counts[index] ?? 0) + seats
  }
  return [...counted].map(([at, seats]) => ({
    at,
    seats,
    total: seats.reduce((sum, count) => sum + count, 0),
  }))
}

function stepsOf(from: string, to: string): string[] {
  if (from === to)
    return Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  const days = [from]
  for (let day = from; day < to && days.length < DAYS_MOST; ) {
    day = addDays(day, 1)
    days.push(day)
  }
  return days
}
