import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Approval, Cancellation, Lookup } from './gateway.ts'
import type { Decision } from './review-rules.ts'
import type { Payment } from './rules.ts'

// Lock order: places by id, then orders, then payments.

/** Locates a payment in review, with the time before the gateway is called. */
export const findReview = (on: Queryable, id: Id<'Payment'>) =>
  on.maybe<
    Pick<Payment, 'storeId' | 'id' | 'orderId' | 'gateway' | 'reference'> & { readonly now: Date }
  >(sql`
    select store_id as "storeId", id, order_id as "orderId", gateway, reference,
           clock_now() as now
      from payments
     where id = ${id} and state = 'needs-review'
  `)

/** The store of a payment. */
export const findStore = (on: Queryable, id: Id<'Payment'>) =>
  on.maybe<Pick<Payment, 'storeId'>>(sql`
    select store_id as "storeId" from payments where id = ${id}
  `)

/** Whether the payment paid its order, which is still paid. Call under both locks. */
export const readPays = (tx: Tx, { storeId, id }: Payment) =>
  tx.one<{ pays: boolean }>(sql`
    select p.fulfilled_at is not null and o.status = 'paid' as pays
      from payments p join orders o on o.store_id = p.store_id and o.id = p.order_id
     where p.store_id = ${storeId} and p.id = ${id}
  `)

/** When an admin last decided to look again. */
export const readLookedAgain = (on: Queryable, { storeId, id }: Payment) =>
  on.one<{ lookedAgainAt: Date | null }>(sql`
    select max(at) as "lookedAgainAt" from review_decisions
     where payment_id = ${id} and store_id = ${storeId} and decision = 'look-again'
  `)

export const insertDecision = (
  tx: Tx,
  { storeId, id, reason }: Payment,
  made: {
    readonly id: Id<'Decision'>
    readonly decision: Decision
    readonly decidedBy: Id<'Account'>
    readonly note: string
    readonly reply: Lookup
  },
) =>
  tx.run(sql`
    insert into review_decisions (store_id, id, payment_id, decision, decided_by, note, reason, said,
                                  at)
    values (${storeId}, ${made.id}, ${id}, ${made.decision}, ${made.decidedBy}, ${made.note},
            ${reason}, ${JSON.stringify(made.reply)}::jsonb, ${tx.now})
  `)

/** Stores the tax-free part the gateway captured, so that refunds use it. */
export const writeTaxFree = (tx: Tx, { storeId, id }: Payment, taxFree: number) =>
  tx.run(sql`
    update payments set tax_free = ${taxFree} where store_id = ${storeId} and id = ${id}
  `)

/** A refund made at the gateway without our request. */
export interface ForeignRefund {
  readonly id: Id<'Refund'>
  readonly amount: number
  readonly taxFree: number
  readonly balance: number
  readonly reference: string
}

/** Inserts completed refunds that we did not request. */
export const insertForeignRefunds = (
  tx: Tx,
  { storeId, id }: Payment,
  found: readonly ForeignRefund[],
) =>
  tx.run(sql`
    insert into refunds (store_id, id, payment_id, amount, tax_free, balance, reason, state,
                         reference, created_at, done_at)
    select ${storeId}, refund_id, ${id}, amount, tax_free, balance, 'refunded-elsewhere', 'done',
           reference, ${tx.now}, ${tx.now}
      from unnest(
             ${found.map((refund) => refund.id)}::uuid[],
             ${found.map(({ amount }) => amount)}::bigint[],
             ${found.map(({ taxFree }) => taxFree)}::bigint[],
             ${found.map(({ balance }) => balance)}::bigint[],
             ${found.map(({ reference }) => reference)}::text[]
           ) as found (refund_id, amount, tax_free, balance, reference)
  `)

/** Appends refunds to a payment's history, numbered as in `movePayment`. */
export const insertBackEvents = (
  tx: Tx,
  { storeId, id, state }: Payment,
  back: readonly { readonly amount: number; readonly reference: string }[],
) =>
  tx.run(sql`
    insert into payment_events (store_id, payment_id, seq, state, amount, facts, at)
    select ${storeId}, ${id}, last.seq + back.at, ${state}, -back.amount,
           jsonb_build_object('reference', back.reference), ${tx.now}
      from unnest(
             ${back.map(({ amount }) => amount)}::bigint[],
             ${back.map(({ reference }) => reference)}::text[]
           ) with ordinality as back (amount, reference, at)
      cross join (
        select coalesce(max(seq), 0) as seq from payment_events
         where store_id = ${storeId} and payment_id = ${id}
      ) as last
  `)

/** Any reply of a gateway. */
export type Reply = Approval | Lookup | Cancellation

export interface Review {
  readonly id: Id<'Payment'>
  readonly storeId: Id<'Store'>
  readonly storeName: string
  readonly timeZone: string
  readonly orderId: Id<'Order'>
  readonly orderNumber: string
  readonly orderStatus: 'ready' | 'paid' | 'failed' | 'canceled'
  readonly gateway: string
  readonly reference: string | null
  readonly amount: number
  readonly approved: number | null
  readonly refunded: number
  readonly currency: Currency
  readonly reason: string | null
  readonly changedAt: Date
  /** The amount of a refund in progress. */
  readonly refunding: number | null
  readonly repliedAt: Date | null
  readonly reply: Reply | null
  readonly decisions: readonly {
    readonly decision: Decision
    readonly decidedBy: string
    readonly note: string
    readonly at: string
  }[]
}

/** Payments in review, oldest first: of one store, or of all. */
export const listReviews = (
  on: Queryable,
  of: { readonly storeId: Id<'Store'> } | 'all',
  limit: number,
  after: Id<'Payment'> | undefined,
) =>
  on.rows<Review>(sql`
    select p.id, p.store_id as "storeId", s.name as "storeName", s.time_zone as "timeZone",
           p.order_id as "orderId",
           o.number as "orderNumber", o.status as "orderStatus", p.gateway, p.reference, p.amount,
           p.approved, p.refunded, p.currency, p.reason, p.changed_at as "changedAt",
           (select r.amount from refunds r
             where r.payment_id = p.id and r.store_id = p.store_id
               and r.state in ('asked', 'pending')) as refunding,
           last.at as "repliedAt", last.said as reply,
           coalesce(made.decisions, '[]') as decisions
      from payments p
      join stores s on s.id = p.store_id
      join orders o on o.store_id = p.store_id and o.id = p.order_id
      left join lateral (
        select told.at, told.said
          from (
            select e.at, e.facts->'said' as said from payment_events e
             where e.store_id = p.store_id and e.payment_id = p.id and e.facts ? 'said'
            union all
            select d.at, d.said from review_decisions d
             where d.payment_id = p.id and d.store_id = p.store_id
          ) as told
         order by told.at desc
         limit 1
      ) as last on true
      left join lateral (
        select json_agg(json_build_object('decision', d.decision, 'decidedBy', d.decided_by,
                                          'note', d.note, 'at', d.at) order by d.at) as decisions
          from review_decisions d
         where d.payment_id = p.id and d.store_id = p.store_id
      ) as made on true
     where p.state = 'needs-review'
       ${of === 'all' ? sql`` : sql`and p.store_id = ${of.storeId}`}
       ${after ? sql`and p.id > ${after}::uuid` : sql``}
     order by p.id
     limit ${limit}
  `)
