import type { Id } from '../kernel/id.ts'
import type { WallDate } from '../kernel/time.ts'
import { type Queryable, type Sql, sql } from '../postgres/sql.ts'

export interface MoneyAsk {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  /** Created at or after, and before. */
  readonly begins: Date
  readonly ends: Date
}

/** The first line matches the partial index `payments_by_store`. */
const ofTime = ({ storeId, begins, ends }: Omit<MoneyAsk, 'timeZone'>): Sql => sql`
  p.store_id = ${storeId} and p.created_at > '-infinity'
  and p.created_at >= ${begins} and p.created_at < ${ends}`

/** In minor units. */
export interface MoneyDay {
  readonly date: WallDate
  readonly taken: number
  readonly refunded: number
}

/** Captured and refunded sums by the date of payment. */
export const sumMoneyDays = (on: Queryable, { storeId, timeZone, begins, ends }: MoneyAsk) =>
  on.rows<MoneyDay>(sql`
    select (p.created_at at time zone ${timeZone})::date::text as date,
           sum(p.approved)::bigint as taken, sum(p.refunded)::bigint as refunded
      from payments p
     where ${ofTime({ storeId, begins, ends })}
       and p.approved is not null
     group by 1
     order by 1
  `)

export interface GatewaySum {
  readonly gateway: string
  readonly payments: number
  readonly taken: number
  readonly refunded: number
  /** Payments whose refund or whose fate is not settled with the gateway. */
  readonly open: number
  /** Until when its list was compared with our books; null: never. */
  readonly comparedUntil: Date | null
  /** Of these payments what the gateway listed as settled, less refunds, and what of it is paid out. */
  readonly settled: number
  readonly payout: number
  /** What is not listed: captured payments without a settlement, less refunds after the last reading. */
  readonly waiting: number
  /** Until when its settlements were read; null: never. */
  readonly readUntil: Date | null
}

/** The same by gateway, with how far its books are known to agree with ours. */
export const sumGateways = (on: Queryable, { storeId, begins, ends }: MoneyAsk) =>
  on.rows<GatewaySum>(sql`
    select sums.*, c.compared_until as "comparedUntil", r.read_until as "readUntil"
      from (
        select p.gateway, count(p.approved)::integer as payments,
               coalesce(sum(p.approved), 0)::bigint as taken, sum(p.refunded)::bigint as refunded,
               count(*) filter (where p.state in ('approve-unknown', 'late-approved', 'refunding',
                 'refund-pending', 'refund-unknown', 'needs-review'))::integer as open,
               coalesce(sum(s.amount), 0)::bigint as settled,
               coalesce(sum(s.payout), 0)::bigint as payout,
               coalesce(sum(case when s.amount is null then p.approved - p.refunded
                                 else -late.refunded end), 0)::bigint as waiting
          from payments p
          left join lateral (
                 select sum(t.amount) as amount, sum(t.payout) as payout from settlements t
                  where t.store_id = p.store_id and t.payment_id = p.id) as s on true
          left join lateral (
                 select sum(b.amount) as refunded from refunds b
                  where b.store_id = p.store_id and b.payment_id = p.id and b.state = 'done'
                    and p.refunded > 0
                    and b.done_at >= (select d.read_until from settlement_reads d
                                       where d.gateway = p.gateway)) as late on true
         where ${ofTime({ storeId, begins, ends })}
         group by p.gateway
        having count(p.approved) > 0
            or count(*) filter (where p.state in ('approve-unknown', 'needs-review')) > 0
      ) as sums
      left join comparisons c on c.gateway = sums.gateway
      left join settlement_reads r on r.gateway = sums.gateway
     order by sums.gateway
  `)
