import type { Id } from '../../../kernel/id.ts'
import { integers, uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../../postgres/sql.ts'
import { titleOf } from '../products/rules.ts'
import type { Reason, ReturnKind, Way } from './rules.ts'
import type { ReturnState } from './state-rules.ts'

// Returns are protected by the locks of their orders.

export interface ReturnLine {
  readonly placeId: Id<'Place'>
  readonly quantity: number
  /** The line whose money comes back. */
  readonly rootOrderId: Id<'Order'>
  readonly rootPlaceId: Id<'Place'>
}

export interface Return {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Return'>
  readonly orderId: Id<'Order'>
  readonly kind: ReturnKind
  readonly reason: Reason
  readonly detail: string
  readonly state: ReturnState
  /** Why it was refused. */
  readonly refusal: string | null
  // What the buyer was told, in minor units.
  readonly fee: number
  readonly returnFee: number
  readonly firstLeg: number
  readonly refundedBefore: number
  readonly refund: number
  // What the ways cost when it was asked for.
  readonly wayBack: number
  readonly wayThere: number
  readonly freeFrom: number | null
  /** How the goods come back: null until it is approved. */
  readonly way: Way | null
  /** Where the buyer sends them. */
  readonly sendTo: string | null
  /** How the buyer pays for the ways of an exchange. */
  readonly feeHow: string | null
  readonly feeReceived: boolean | null
  readonly exchangeVariantId: Id<'Variant'> | null
  readonly exchangeOrderId: Id<'Order'> | null
  readonly restocked: boolean | null
  readonly requestedAt: Date
  readonly approvedAt: Date | null
  readonly collectedAt: Date | null
  readonly refundDueAt: Date | null
  readonly endedAt: Date | null
  readonly lines: readonly ReturnLine[]
}

const returnColumns: Sql = sql`
  r.store_id as "storeId", r.id, r.order_id as "orderId", r.kind, r.reason, r.detail, r.state,
  r.refusal, r.fee, r.return_fee as "returnFee", r.first_leg as "firstLeg", r.refund,
  r.refunded_before as "refundedBefore",
  r.way_back as "wayBack", r.way_there as "wayThere", r.free_from as "freeFrom",
  r.way, r.send_to as "sendTo", r.fee_how as "feeHow", r.fee_received as "feeReceived",
  r.exchange_variant_id as "exchangeVariantId", r.exchange_order_id as "exchangeOrderId",
  r.restocked, r.requested_at as "requestedAt", r.approved_at as "approvedAt",
  r.collected_at as "collectedAt", r.refund_due_at as "refundDueAt", r.ended_at as "endedAt",
  (select json_agg(json_build_object(
            'placeId', l.place_id, 'quantity', l.quantity,
            'rootOrderId', l.root_order_id, 'rootPlaceId', l.root_place_id) order by l.place_id)
     from return_lines l where l.store_id = r.store_id and l.return_id = r.id) as lines`

export const readReturn = (on: Queryable, storeId: Id<'Store'>, id: Id<'Return'>) =>
  on.maybe<Return>(sql`
    select ${returnColumns} from returns r where r.store_id = ${storeId} and r.id = ${id}
  `)

/** Returns of these orders, and of those that were made for exchanges of them, oldest first. */
export const listReturns = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Return>(sql`
    select ${returnColumns} from returns r
     where r.store_id = ${storeId}
       and (r.order_id = any(${uuids(orderIds)}::uuid[])
            or r.id in (select l.return_id from return_lines l
                         where l.store_id = ${storeId}
                           and l.root_order_id = any(${uuids(orderIds)}::uuid[])))
     order by r.id
  `)

/** A shop's returns, latest first. */
export const listOfShop = (
  on: Queryable,
  storeId: Id<'Store'>,
  { states, before, limit }: ReturnFilter,
) =>
  on.rows<Return & { orderNumber: string }>(sql`
    select ${returnColumns}, o.number as "orderNumber"
      from returns r join orders o on o.store_id = r.store_id and o.id = r.order_id
     where r.store_id = ${storeId} and r.state = any(${states}::text[])
       and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid)
     order by r.id desc
     limit ${limit}
  `)

export interface ReturnFilter {
  readonly states: readonly ReturnState[]
  readonly before: string | undefined
  readonly limit: number
}

export async function insertReturn(tx: Tx, given: Return): Promise<void> {
  await tx.run(sql`
    insert into returns (store_id, id, order_id, kind, reason, detail, state, fee, return_fee,
                         first_leg, refunded_before, refund, way_back, way_there, free_from, exchange_variant_id,
                         requested_at)
    values (${given.storeId}, ${given.id}, ${given.orderId}, ${given.kind}, ${given.reason},
            ${given.detail}, ${given.state}, ${given.fee}, ${given.returnFee}, ${given.firstLeg},
            ${given.refundedBefore}, ${given.refund}, ${given.wayBack}, ${given.wayThere}, ${given.freeFrom},
            ${given.exchangeVariantId}, ${given.requestedAt})
  `)
  const { lines } = given
  await tx.run(sql`
    insert into return_lines (store_id, return_id, order_id, place_id, quantity, root_order_id,
                              root_place_id)
    select ${given.storeId}, ${given.id}, ${given.orderId}, place_id, quantity, root_order_id,
           root_place_id
      from unnest(
             ${uuids(lines.map(({ placeId }) => placeId))}::uuid[],
             ${integers(lines.map(({ quantity }) => quantity))}::integer[],
             ${uuids(lines.map(({ rootOrderId }) => rootOrderId))}::uuid[],
             ${uuids(lines.map(({ rootPlaceId }) => rootPlaceId))}::uuid[]
           ) as given (place_id, quantity, root_order_id, root_place_id)
  `)
}

/** Writes how far a return is; the trigger `returns_move` refuses what is no step. */
export const writeReturn = (tx: Tx, given: Return) =>
  tx.run(sql`
    update returns
       set state = ${given.state}, refusal = ${given.refusal}, refund = ${given.refund},
           fee = ${given.fee}, return_fee = ${given.returnFee}, first_leg = ${given.firstLeg},
           refunded_before = ${given.refundedBefore},
           exchange_order_id = ${given.exchangeOrderId}, way = ${given.way},
           send_to = ${given.sendTo}, fee_how = ${given.feeHow}, fee_received = ${given.feeReceived},
           restocked = ${given.restocked}, approved_at = ${given.approvedAt},
           collected_at = ${given.collectedAt}, refund_due_at = ${given.refundDueAt},
           ended_at = ${given.endedAt}
     where store_id = ${given.storeId} and id = ${given.id}
  `)

/**
 * Whether what was given back of an order at this instant was a return, which has a mail of its own; of
 * orders that were made for exchanges only those tell.
 */
export async function tellsItself(
  on: Queryable,
  { storeId, id }: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
  at: Date,
): Promise<boolean> {
  const { told } = await on.one<{ told: boolean }>(sql`
    select exists (
      select from returns r
        left join return_lines l on l.store_id = r.store_id and l.return_id = r.id
       where r.store_id = ${storeId}
         and (r.exchange_order_id = ${id}
              or (r.state = 'done' and r.ended_at = ${at}
                  and (r.order_id = ${id} or l.root_order_id = ${id})))) as told
  `)
  return told
}

/** Ends these returns, but those whose goods have come back. */
export const cancelReturns = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Return'>[]) =>
  tx.run(sql`
    update returns set state = 'canceled', ended_at = ${tx.now}
     where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
       and state in ('requested', 'approved')
  `)

/** Writes what open returns bring back, as it is now. */
export const writeQuotes = (tx: Tx, storeId: Id<'Store'>, returns: readonly Return[]) =>
  tx.run(sql`
    update returns r
       set refund = given.refund, fee = given.fee, return_fee = given.return_fee,
           first_leg = given.first_leg, refunded_before = given.refunded_before
      from unnest(
             ${uuids(returns.map(({ id }) => id))}::uuid[],
             ${returns.map(({ refund }) => refund)}::bigint[],
             ${returns.map(({ fee }) => fee)}::bigint[],
             ${returns.map(({ returnFee }) => returnFee)}::bigint[],
             ${returns.map(({ firstLeg }) => firstLeg)}::bigint[],
             ${returns.map(({ refundedBefore }) => refundedBefore)}::bigint[]
           ) as given (id, refund, fee, return_fee, first_leg, refunded_before)
     where r.store_id = ${storeId} and r.id = given.id
  `)

/** A variant that goods could be exchanged for. */
export interface Option {
  readonly variantId: Id<'Variant'>
  readonly productId: Id<'Product'>
  readonly placeId: Id<'Place'>
  readonly title: string
  readonly price: number
  readonly left: number
  readonly isForSale: boolean
  readonly isReturnable: boolean
  readonly whyFinal: string
}

/** All variants of the products of these variants, those that are not sold any more too. */
export async function listOptions(
  on: Queryable,
  storeId: Id<'Store'>,
  variantIds: readonly Id<'Variant'>[],
): Promise<Option[]> {
  const rows = await on.rows<Option & { values: string[] }>(sql`
    select v.id as "variantId", v.product_id as "productId", v.place_id as "placeId", p.title,
           v.option_values as values, v.price,
           coalesce((select greatest(h.remaining - h.excess, 0) from places h
                      where h.store_id = v.store_id and h.id = v.place_id), 0)::integer as left,
           v.archived_at is null as "isForSale", p.returnable as "isReturnable",
           p.why_final as "whyFinal"
      from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
     where v.store_id = ${storeId}
       and v.product_id in (select product_id from variants
                             where store_id = ${storeId}
                               and id = any(${uuids(variantIds)}::uuid[]))
     order by v.product_id, v.position
  `)
  return rows.map(({ values, title, ...option }) => ({ ...option, title: titleOf(title, values) }))
}

/** What delivery of an order cost, and what a return costs now. */
export const readDelivery = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.one<{
    feeKind: string | null
    base: number | null
    usualFee: number | null
    freeFrom: number | null
    returnFee: number | null
  }>(sql`
    select d.fee_kind as "feeKind", d.base, t.fee as "usualFee", t.free_from as "freeFrom",
           b.return_fee as "returnFee"
      from stores s
      left join deliveries d on d.store_id = s.id and d.order_id = ${orderId}
      left join delivery_terms t on t.store_id = s.id
      left join businesses b on b.store_id = s.id
     where s.id = ${storeId}
  `)

/** Empties what a buyer who leaves has written. */
export const eraseDetails = (tx: Tx, buyerId: string) =>
  tx.run(sql`
    update returns r set detail = ''
      from orders o
     where o.buyer_id = ${buyerId} and r.store_id = o.store_id and r.order_id = o.id
       and r.detail <> ''
  `)

/** The places of these orders. */
export const listPlacesOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<{ placeId: Id<'Place'> }>(sql`
    select distinct place_id as "placeId" from order_lines
     where store_id = ${storeId} and order_id = any(${uuids(orderIds)}::uuid[])
       and status <> 'moved'
  `)

export const readPlaceOf = (on: Queryable, storeId: Id<'Store'>, variantId: Id<'Variant'>) =>
  on.maybe<{ placeId: Id<'Place'> }>(sql`
    select place_id as "placeId" from variants where store_id = ${storeId} and id = ${variantId}
  `)

export const listKeys = (on: Queryable, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  on.rows<{ placeId: Id<'Place'>; key: string }>(sql`
    select id as "placeId", key from places
     where store_id = ${storeId} and id = any(${uuids(placeIds)}::uuid[])
  `)
