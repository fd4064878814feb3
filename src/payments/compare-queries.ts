import { type Queryable, sql } from '../postgres/sql.ts'
import type { Snapshot } from './gateway.ts'

/** Takes a gateway's comparison when it is due; nobody else takes it for a quarter of an hour. */
export const takeComparison = (on: Queryable, gateway: string) =>
  on.maybe<{ from: Date; now: Date }>(sql`
    insert into comparisons as known (gateway, compared_until, check_at)
    values (${gateway}, clock_now() - interval '1 day', clock_now() + interval '15 minutes')
        on conflict (gateway) do update set check_at = excluded.check_at
     where known.check_at <= clock_now()
    returning compared_until as "from", clock_now() as now
  `)

/** Written when the whole list was compared: the next day goes on from there. */
export const endComparison = (on: Queryable, gateway: string, until: Date) =>
  on.run(sql`
    update comparisons
       set compared_until = greatest(compared_until, ${until}),
           check_at = clock_now() + interval '1 day'
     where gateway = ${gateway}
  `)

/** Lets the reconciler look at what is listed otherwise than we have it. */
export const lookAtDiffering = (on: Queryable, gateway: string, listed: readonly Snapshot[]) =>
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

/** Lets the reconciler look at every payment that was settled within the last week. */
export const lookAtRecent = (on: Queryable, gateway: string) =>
  on.run(sql`
    update payments
       set check_at = clock_now()
     where gateway = ${gateway} and check_at is null
       and state in ('fulfilled', 'partially-refunded')
       and changed_at >= clock_now() - interval '7 days'
  `)
