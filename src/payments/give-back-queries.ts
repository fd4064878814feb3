import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { GiveBack } from './give-back-rules.ts'
import { lockAttempts, readAttempts } from './queries.ts'
import type { Payment } from './rules.ts'

// Protected by the lock of the order.

type OrderRef = Pick<Order, 'storeId' | 'id'>

/** The money of an order: all attempts, latest first, those that paid it, and what came back of its fee. */
export interface OrderMoney {
  readonly attempts: readonly Payment[]
  readonly payers: readonly Payment[]
  readonly feeBack: number
  /** Of those that paid it: refunds under way. */
  readonly refunding: number
}

export const lockMoney = (tx: Tx, order: OrderRef) =>
  moneyOf(lockAttempts(tx, order.storeId, order.id), tx, order)

/** The same without locks. */
export const readMoney = (on: Queryable, order: OrderRef) =>
  moneyOf(readAttempts(on, order.storeId, order.id), on, order)

async function moneyOf(
  read: Promise<readonly Payment[]>,
  on: Queryable,
  { storeId, id }: OrderRef,
): Promise<OrderMoney> {
  const [attempts, { payerIds, ...sums }] = await Promise.all([
    read,
    on.one<{ payerIds: Id<'Payment'>[]; feeBack: number; refunding: number }>(sql`
      select array(select p.id from payments p
                    where p.store_id = ${storeId} and p.order_id = ${id}
                      and p.fulfilled_at is not null) as "payerIds",
             (select coalesce(sum(g.fee), 0)::bigint from give_backs g
               where g.store_id = ${storeId} and g.order_id = ${id}) as "feeBack",
             (select coalesce(sum(r.amount), 0)::bigint
                from payments p join refunds r on r.store_id = p.store_id and r.payment_id = p.id
               where p.store_id = ${storeId} and p.order_id = ${id}
                 and p.fulfilled_at is not null and r.state in ('asked', 'pending')) as "refunding"
    `),
  ])
  return { attempts, ...sums, payers: attempts.filter((one) => payerIds.includes(one.id)) }
}

/** A step of giving an order back, as its buyer is told. */
export interface GiveBackRead {
  readonly by: 'buyer' | 'store'
  readonly reason: string | null
  readonly refund: number
  readonly kept: number
  readonly at: Date
  readonly lines: readonly { readonly placeId: Id<'Place'>; readonly quantity: number }[]
}

export const readGiveBack = (on: Queryable, { storeId, id: orderId }: OrderRef, id: string) =>
  on.maybe<GiveBackRead>(sql`
    select g.given_by as by, g.reason, g.refund, g.kept, g.at,
           (select json_agg(json_build_object('placeId', l.place_id, 'quantity', l.quantity))
              from give_back_lines l
             where l.store_id = g.store_id and l.give_back_id = g.id) as lines
      from give_backs g
     where g.store_id = ${storeId} and g.id = ${id} and g.order_id = ${orderId}
  `)

/** What the store kept of lines that were given back before the order was canceled. */
export const readKeptBefore = async (on: Queryable, { storeId, id }: OrderRef): Promise<number> => {
  const { kept } = await on.one<{ kept: number }>(sql`
    select coalesce(sum(kept), 0)::bigint as kept from give_backs
     where store_id = ${storeId} and order_id = ${id}
  `)
  return kept
}

export interface GiveBackNote {
  readonly id: Id<'GiveBack'>
  readonly by: 'buyer' | 'store'
  /** Given by the store. */
  readonly reason: string | null
  /** The units go back to their places. */
  readonly restock: boolean
}

export const insertGiveBack = (
  tx: Tx,
  { storeId, id: orderId }: OrderRef,
  { id, by, reason, restock }: GiveBackNote,
  { lines, worth, fee, kept, refundedBefore, refund, taxFree }: GiveBack,
) =>
  tx.run(sql`
    with noted as (
      insert into give_backs (store_id, id, order_id, given_by, reason, worth, fee, kept,
                              refunded_before, refund, tax_free, at)
      values (${storeId}, ${id}, ${orderId}, ${by}, ${reason}, ${worth}, ${fee}, ${kept},
              ${refundedBefore}, ${refund}, ${taxFree}, ${tx.now})
    )
    insert into give_back_lines (store_id, give_back_id, order_id, place_id, quantity, worth,
                                 restocked)
    select ${storeId}, ${id}, ${orderId}, place_id, quantity, worth, ${restock}
      from unnest(
             ${uuids(lines.map(({ placeId }) => placeId))}::uuid[],
             ${lines.map(({ quantity }) => quantity)}::integer[],
             ${lines.map((line) => line.worth)}::bigint[]
           ) as given (place_id, quantity, worth)
  `)
