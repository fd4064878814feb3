import { later } from '../../kernel/time.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import type { Settled } from '../gateway.ts'

const DAY_SECONDS = 86_400
const LEASE_SECONDS = 900

/** Leases a gateway's due reading for 15 minutes. */
export const leaseReading = (on: Queryable, now: Date, gateway: string) =>
  on.maybe<{ readUntil: Date | null }>(sql`
    insert into settlement_reads as known (gateway, check_at)
    values (${gateway}, ${later(now, LEASE_SECONDS)})
        on conflict (gateway) do update set check_at = excluded.check_at
     where known.check_at <= ${now}
    returning read_until as "readUntil"
  `)

/** After all of the days were read. */
export const endReading = (on: Queryable, now: Date, gateway: string, until: Date) =>
  on.run(sql`
    update settlement_reads
       set read_until = greatest(read_until, ${until}), check_at = ${later(now, DAY_SECONDS)}
     where gateway = ${gateway}
  `)

/** Writes what is settled of payments of this cell; a row that is known changes only where the gateway corrected it. */
export const writeSettled = (on: Queryable, gateway: string, settled: readonly Settled[]) =>
  on.run(sql`
    insert into settlements as known
           (store_id, payment_id, key, amount, payout, sold_on, paid_out_on)
    select p.store_id, p.id, given.key, given.amount, given.payout, given.sold_on, given.paid_out_on
      from unnest(
             ${settled.map(({ reference }) => reference)}::text[],
             ${settled.map(({ key }) => key)}::text[],
             ${settled.map(({ amount }) => amount)}::bigint[],
             ${settled.map(({ payout }) => payout)}::bigint[],
             ${settled.map(({ soldOn }) => soldOn)}::date[],
             ${settled.map(({ paidOutOn }) => paidOutOn)}::date[]
           ) as given (reference, key, amount, payout, sold_on, paid_out_on)
      join payments p on p.reference = given.reference and p.gateway = ${gateway}
        on conflict (payment_id, key, store_id) do update
       set amount = excluded.amount, payout = excluded.payout, sold_on = excluded.sold_on,
           paid_out_on = excluded.paid_out_on
     where (known.amount, known.payout, known.sold_on, known.paid_out_on)
           is distinct from (excluded.amount, excluded.payout, excluded.sold_on, excluded.paid_out_on)
  `)
