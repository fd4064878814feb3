import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import type { Refund } from './refund-rules.ts'

interface OfOrder {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Order'>
}

/** An order as its history begins with it. */
export interface HistoryOrder extends OfOrder {
  readonly number: string
  readonly amount: number
  readonly currency: Currency
}

const orderColumns = sql`o.store_id as "storeId", o.id, o.number, o.amount, o.currency`

export const readBuyersOrder = (on: Queryable, buyerId: Id<'Account'>, id: Id<'Order'>) =>
  on.maybe<HistoryOrder>(sql`
    select ${orderColumns} from orders o where o.buyer_id = ${buyerId} and o.id = ${id}
  `)

export const readStoresOrder = (
  on: Queryable,
  ownerId: Id<'Account'>,
  storeId: Id<'Store'>,
  id: Id<'Order'>,
) =>
  on.maybe<HistoryOrder>(sql`
    select ${orderColumns}
      from orders o join stores s on s.id = o.store_id and s.owner_id = ${ownerId}
     where o.store_id = ${storeId} and o.id = ${id}
  `)

/** An amount that moved: in is positive, back is negative. */
export interface Moved {
  readonly paymentId: Id<'Payment'>
  readonly at: Date
  readonly amount: number
  readonly gateway: string
  readonly method: string | null
  readonly receiptUrl: string | null
  /** The gateway's number of what was taken, or of what was given back. */
  readonly reference: string | null
  readonly refundId: Id<'Refund'> | null
  readonly reason: string | null
}

/** Every amount that moved for an order, in the order in which it did. */
export const readMoved = (on: Queryable, { storeId, id }: OfOrder) =>
  on.rows<Moved>(sql`
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

/** What was asked to be given back and is not yet. */
export const readUnderway = (on: Queryable, { storeId, id }: OfOrder) =>
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

/** One refund, as a letter tells of it. */
export const readRefund = (on: Queryable, storeId: Id<'Store'>, id: Id<'Refund'>) =>
  on.maybe<Pick<Refund, 'amount' | 'reason' | 'state'> & { currency: Currency; left: number }>(sql`
    select r.amount, r.reason, r.state, p.currency, p.approved - p.refunded as left
      from refunds r join payments p on p.store_id = r.store_id and p.id = r.payment_id
     where r.store_id = ${storeId} and r.id = ${id}
  `)
