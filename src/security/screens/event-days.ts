import { addDays, wallDateAt } from '../../kernel/format.ts'
import { type DaySum, dayBars } from '../../web/kit/day-bars.ts'
import type { Counts } from './event-queries.ts'

const DAYS = 14

/** What was done and refused on each of the last days of a time zone, of one kind or of all. */
export function eventDays({ now, hours }: Counts, timeZone: string, kind?: string): DaySum[] {
  const sums = new Map<string, DaySum>()
  for (const { hour, done, refused, ...counted } of hours) {
    if (kind !== undefined && counted.kind !== kind) continue
    const date = wallDateAt(new Date(hour), timeZone)
    const { taken = 0, refunded = 0 } = sums.get(date) ?? {}
    sums.set(date, { date, taken: taken + done + refused, refunded: refunded + refused })
  }
  const to = wallDateAt(new Date(now), timeZone)
  return dayBars([...sums.values()], { from: addDays(to, 1 - DAYS), to })
}
