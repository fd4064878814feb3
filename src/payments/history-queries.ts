import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import { mayWorkAt } from '../stores/queries.ts'
import type { By } from '../stores/rules.ts'
import type { Refund } from './refund-rules.ts'

interface OrderRef {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Order'>
}

/** The order of a history. */
export interface HistoryOrder extends OrderRef {
  readonly number: string
  readonly amount: number
  readonly currency: Currency
}

const orderColumns = sql`o.store_id as "storeId", o.id, o.number, o.amount, o.currency`

export const readOrderOfBuyer = (on: Queryable, buyerId: Id<'Account'>, id: Id<'Order'>) =>
  on.maybe<HistoryOrder>(sql`
    select ${orderColumns} from orders o where o.buyer_id = ${buyerId} and o.id = ${id}
  `)

export const readOrderOfStore = (on: Queryable, by: By, storeId: Id<'Store'>, id: Id<'Order'>) =>
  on.maybe<HistoryOrder>(sql`
    select ${orderColumns}
      from orders o join stores s on s.id = o.store_id and ${mayWorkAt(by)}
     where o.store_id = ${storeId} and o.id = ${id}
  `)

/** A payment (positive) or a refund (negative). */
export interface Movement {
  readonly paymentId: Id<'Payment'>
  readonly at: Date
  readonly amount: number
  readonly gateway: string
  readonly method: string | null
  readonly receiptUrl: string | null
  /** The gateway's reference of the payment or refund. */
  readonly reference: string | null
  readonly refundId: Id<'Refund'> | null
  readonly reason: string | null
}

/** Payments and refunds of an order, in chronological order. */
export const readMovements = (on: Queryable, { storeId, id }: OrderRef) =>
  on.rows<Movement>(sql`
    select p.id as "paymentId", e.at, e.amount, p.gateway, p.method,
           coalesce(e.facts->>'receiptUrl', p.receipt_url) as "receiptUrl",
           case when e.amount > 0 then coalesce(e.facts->>'approvalReference', p.reference)
                else e.facts->>'reference' end as reference,
           r.id as "refundId", r.reason
      from payments p
      join payment_events e on e.store_id = p.store_id and e.payment_id = p.id
      left join refunds r on r.store_id = p.store_id and r.payment_id = p.id and e.amount < 0
                         and r.reference = e.facts->>'reference'
     where p.store_id = ${storeId} and p.order_id = ${id} and e.amount <> 0
     order by e.at, p.attempt, e.seq
  `)

/** Refunds in progress. */
export const readPendingRefunds = (on: Queryable, { storeId, id }: OrderRef) =>
  on.rows<
    Pick<Refund, 'id' | 'amount' | 'reason' | 'createdAt'> & { paymentId: Id<'Payment'> }
  >(sql`
    select r.id, r.payment_id as "paymentId", r.amount, r.reason, r.created_at as "createdAt"
      from payments p
      join refunds r on r.store_id = p.store_id and r.payment_id = p.id
                    and r.state in ('asked', 'pending')
     where p.store_id = ${storeId} and p.order_id = ${id}
     order by r.created_at
  `)

/** A refund as its mail shows it. */
export const readRefund = (on: Queryable, storeId: Id<'Store'>, id: Id<'Refund'>) =>
  on.maybe<Pick<Refund, 'amount' | 'reason' | 'state'> & { currency: Currency; left: number }>(sql`
    select r.amount, r.reason, r.state, p.currency, p.approved - p.refunded as left
      from refunds r join payments p on p.store_id = r.store_id and p.id = r.payment_id
     where r.store_id = ${storeId} and r.id = ${id}
  `)
