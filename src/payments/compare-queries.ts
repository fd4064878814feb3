import { type Queryable, sql } from '../postgres/sql.ts'
import type { Snapshot } from './gateway.ts'

/** Leases a gateway's due comparison for 15 minutes. */
export const leaseComparison = (on: Queryable, gateway: string) =>
  on.maybe<{ from: Date; now: Date }>(sql`
    insert into comparisons as known (gateway, compared_until, check_at)
    values (${gateway}, clock_now() - interval '1 day', clock_now() + interval '15 minutes')
        on conflict (gateway) do update set check_at = excluded.check_at
     where known.check_at <= clock_now()
    returning compared_until as "from", clock_now() as now
  `)

/** Advances the cursor after the whole list was compared. */
export const endComparison = (on: Queryable, gateway: string, until: Date) =>
  on.run(sql`
    update comparisons
       set compared_until = greatest(compared_until, ${until}),
           check_at = clock_now() + interval '1 day'
     where gateway = ${gateway}
  `)

/** Schedules look-ups of payments whose listed state differs from ours. */
export const scheduleDiffering = (on: Queryable, gateway: string, listed: readonly Snapshot[]) =>
  on.run(sql`
    update payments p
       set check_at = clock_now()
      from unnest(
             ${listed.map(({ reference }) => reference)}::text[],
             ${listed.map(({ refunded }) => refunded)}::bigint[],
             ${listed.map(({ state }) => state)}::text[]
           ) as listed (reference, refunded, state)
     where p.gateway = ${gateway} and p.reference = listed.reference
       and ((p.state in ('fulfilled', 'partially-refunded') and p.refunded <> listed.refunded)
            or (p.state in ('declined', 'expired') and listed.state = 'paid'))
  `)

/** Schedules look-ups of all payments settled within the last week. */
export const scheduleRecent = (on: Queryable, gateway: string) =>
  on.run(sql`
    update payments
       set check_at = clock_now()
     where gateway = ${gateway} and check_at is null
       and state in ('fulfilled', 'partially-refunded')
       and changed_at >= clock_now() - interval '7 days'
  `)
