import { timeZoneName } from '../kernel/time.ts'
import type { Queryable } from '../postgres/sql.ts'
import { isTimeZoneKnown } from './queries.ts'
import { mayChangeTimeZone, timeZoneUnknown } from './rules.ts'

/**
 * The name under which a store keeps its time zone: one that Temporal, Intl and PostgreSQL know.
 * Problem: time-zone-unknown.
 */
export async function readTimeZone(on: Queryable, text: string): Promise<string> {
  const name = timeZoneName(text)
  if (name === undefined || !(await isTimeZoneKnown(on, name))) throw timeZoneUnknown()
  return name
}

/** The time zone of a store after a change. Problems in order: time-zone-unknown, time-zone-fixed. */
export async function changedTimeZone(
  on: Queryable,
  change: { readonly from: string; readonly to: string | undefined; readonly isClaimed: boolean },
): Promise<string> {
  const { from, to, isClaimed } = change
  if (to === undefined) return from
  const name = await readTimeZone(on, to)
  const refused = mayChangeTimeZone(from, name, { isClaimed })
  if (refused) throw refused
  return name
}
