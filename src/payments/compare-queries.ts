import { later } from '../kernel/time.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import type { Snapshot } from './gateway.ts'

const DAY_SECONDS = 86_400
const LEASE_SECONDS = 900

/** Leases a gateway's due comparison for 15 minutes. */
export const leaseComparison = (on: Queryable, now: Date, gateway: string) =>
  on.maybe<{ from: Date }>(sql`
    insert into comparisons as known (gateway, compared_until, check_at)
    values (${gateway}, ${later(now, -DAY_SECONDS)}, ${later(now, LEASE_SECONDS)})
        on conflict (gateway) do update set check_at = excluded.check_at
     where known.check_at <= ${now}
    returning compared_until as "from"
  `)

/** Advances the cursor after the whole list was compared. */
export const endComparison = (on: Queryable, now: Date, gateway: string, until: Date) =>
  on.run(sql`
    update comparisons
       set compared_until = greatest(compared_until, ${until}),
           check_at = ${later(now, DAY_SECONDS)}
     where gateway = ${gateway}
  `)

/** Schedules look-ups of payments whose listed state differs from ours. */
export const scheduleDiffering = (
  on: Queryable,
  now: Date,
  gateway: string,
  listed: readonly Snapshot[],
) =>
  on.run(sql`
    update payments p
       set check_at = ${now}
      from unnest(
             ${listed.map(({ reference }) => reference)}::text[],
             ${listed.map(({ refunded }) => refunded)}::bigint[],
             ${listed.map(({ state }) => state)}::text[]
           ) as listed (reference, refunded, state)
     where p.gateway = ${gateway} and p.reference = listed.reference
       and ((p.state in ('fulfilled', 'partially-refunded') and p.refunded <> listed.refunded)
            or (p.state in ('declined', 'quit', 'expired') and listed.state = 'paid'))
  `)

/** Schedules look-ups of all payments settled within the last week. */
export const scheduleRecent = (on: Queryable, now: Date, gateway: string) =>
  on.run(sql`
    update payments
       set check_at = ${now}
     where gateway = ${gateway} and check_at is null
       and state in ('fulfilled', 'partially-refunded')
       and changed_at >= ${later(now, -7 * DAY_SECONDS)}
  `)
