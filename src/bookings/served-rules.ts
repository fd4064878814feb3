import { wallDate, wallTime } from '../kernel/time.ts'
import type { ServiceStart } from './desk/rules.ts'

// A service may go past midnight. A door whose places belong to a service has its date and time in their keys, hours
// counted on: `arrival/2026-12-02/24:30` begins at 00:30 of the next day, and is of the evening before.

/** How a key says so; read by JavaScript and by PostgreSQL. */
export const AFTER_MIDNIGHT = '/(\\d{4}-\\d{2}-\\d{2})/((?:2[4-9]|3[0-6]):\\d{2})(?:/|$)'

const afterMidnight = new RegExp(AFTER_MIDNIGHT)

/** Of which date's service a place is, and when of it; where its key does not say so, as the clock on the wall. */
export function serviceStart(
  { key, startsAt }: { readonly key: string; readonly startsAt: Date },
  timeZone: string,
): ServiceStart {
  const [, date, time] = afterMidnight.exec(key) ?? []
  if (date && time) return { date, time }
  return { date: wallDate(startsAt, timeZone), time: wallTime(startsAt, timeZone) }
}
