import type { BookerTexts } from '../../../bookings/booker.ts'
import { sealedBooker } from '../../../bookings/queries.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { later } from '../../../kernel/time.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql } from '../../../postgres/sql.ts'
import { isSendable, unpackedOf } from './queries.ts'
import { DELIVERED_AFTER_SECONDS } from './rules.ts'

/** What a seller has to do, in orders, parcels and returns. */
export interface Work {
  readonly toPack: number
  readonly packed: number
  readonly shipped: number
  readonly returnsRequested: number
  readonly returnsApproved: number
  readonly returnsCollected: number
  /** Money that has to go back within a day, or is late. */
  readonly refundsDue: number
}

/** A parcel `p` on its way. */
const isMoving = (now: Date): Sql => sql`
  (p.shipped_at > ${later(now, -DELIVERED_AFTER_SECONDS)} and p.delivered_at is null)`

/** Orders `o` of goods that were paid. */
const isOfGoods: Sql = sql`
  (o.paid_at is not null and not o.standing and exists (
     select from order_lines l join places at on at.store_id = l.store_id and at.id = l.place_id
      where l.store_id = o.store_id and l.order_id = o.id and starts_with(at.key, 'stock/')))`

/** Whether the order behind a return `r` is still paid: of a canceled one all money has gone back. */
const isOwed: Sql = sql`
  exists (select from return_lines b
            join orders root on root.store_id = b.store_id and root.id = b.root_order_id
           where b.store_id = r.store_id and b.return_id = r.id and root.status = 'paid')`

export const countWork = (on: Queryable, storeId: Id<'Store'>, now: Date, dueBefore: Date) =>
  on.one<Work>(sql`
    select (select count(*)::integer from orders o
             where o.store_id = ${storeId} and ${isSendable} and not o.standing
               and ${unpackedOf} > 0) as "toPack",
           (select count(*)::integer from parcels p
              join orders o on o.store_id = p.store_id and o.id = p.order_id
             where p.store_id = ${storeId} and p.shipped_at is null and ${isSendable}) as packed,
           (select count(*)::integer from parcels p
             where p.store_id = ${storeId} and ${isMoving(now)}) as shipped,
           (select count(*)::integer from returns r
             where r.store_id = ${storeId} and r.state = 'requested') as "returnsRequested",
           (select count(*)::integer from returns r
             where r.store_id = ${storeId} and r.state = 'approved') as "returnsApproved",
           (select count(*)::integer from returns r
             where r.store_id = ${storeId} and r.state = 'collected') as "returnsCollected",
           (select count(*)::integer from returns r
             where r.store_id = ${storeId} and r.state = 'collected' and r.kind = 'return'
               and r.refund_due_at <= ${dueBefore} and ${isOwed}) as "refundsDue"
  `)

export type DeskStage = 'to-pack' | 'packed' | 'shipped' | 'delivered' | 'all'

export interface DeskFilter {
  readonly stage: DeskStage
  /** Only these; undefined: all. */
  readonly orderIds: readonly Id<'Order'>[] | undefined
  /** A part of the number. */
  readonly number: string | undefined
  /** The last one of the previous page. */
  readonly before: string | undefined
  readonly limit: number
}

export interface DeskOrder {
  readonly orderId: Id<'Order'>
  readonly orderNumber: string
  readonly status: 'paid' | 'canceled' | 'ready' | 'failed'
  readonly paidAt: Date
  readonly amount: number
  /** Without what was given back. */
  readonly remaining: number
  readonly fee: number
  readonly currency: Currency
  /** Encrypted. */
  readonly booker: BookerTexts | null
  /** Encrypted. */
  readonly form: string | null
}

const isAtStage = (stage: DeskStage, now: Date): Sql =>
  ({
    'to-pack': sql`${isSendable} and ${unpackedOf} > 0`,
    packed: sql`${isSendable} and exists (select from parcels p where p.store_id = o.store_id and p.order_id = o.id
                           and p.shipped_at is null)`,
    shipped: sql`exists (select from parcels p where p.store_id = o.store_id and p.order_id = o.id
                            and ${isMoving(now)})`,
    delivered: sql`exists (select from parcels p where p.store_id = o.store_id and p.order_id = o.id
                              and p.shipped_at is not null and not ${isMoving(now)})`,
    all: sql`true`,
  })[stage]

const deskColumns: Sql = sql`
  o.id as "orderId", o.number as "orderNumber", o.status, o.paid_at as "paidAt", o.amount, o.fee,
  (case when o.status = 'canceled' then 0
        else o.amount - (select coalesce(sum(g.worth + g.fee), 0) from give_backs g
                          where g.store_id = o.store_id and g.order_id = o.id)
   end)::bigint as remaining,
  o.currency, ${sealedBooker}, d.form`

const withRecipient: Sql = sql`
  left join bookers b on b.store_id = o.store_id and b.order_id = o.id
  left join deliveries d on d.store_id = o.store_id and d.order_id = o.id`

/** Orders of goods for a shop's desk, latest first. */
export const listDeskOrders = (
  on: Queryable,
  storeId: Id<'Store'>,
  { stage, orderIds, number, before, limit }: DeskFilter,
  now: Date,
) =>
  on.rows<DeskOrder>(sql`
    select ${deskColumns} from orders o ${withRecipient}
     where o.store_id = ${storeId} and ${isOfGoods} and ${isAtStage(stage, now)}
       and (${orderIds === undefined} or o.id = any(${uuids(orderIds ?? [])}::uuid[])
            or (${number ?? null}::text is not null
                and strpos(lower(o.number), lower(${number ?? null}::text)) > 0))
       and (${before ?? null}::uuid is null or o.id < ${before ?? null}::uuid)
     order by o.id desc
     limit ${limit}
  `)

export const readDeskOrders = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<DeskOrder>(sql`
    select ${deskColumns} from orders o ${withRecipient}
     where o.store_id = ${storeId} and ${isOfGoods} and o.id = any(${uuids(orderIds)}::uuid[])
     order by o.id
  `)

/** Packed parcels that wait for their numbers, oldest first. */
export const listToShip = (on: Queryable, storeId: Id<'Store'>, limit: number) =>
  on.rows<{ parcelId: Id<'Parcel'>; orderId: Id<'Order'> }>(sql`
    select p.id as "parcelId", p.order_id as "orderId"
      from parcels p join orders o on o.store_id = p.store_id and o.id = p.order_id
     where p.store_id = ${storeId} and p.shipped_at is null and ${isSendable}
     order by p.id
     limit ${limit}
  `)

/** The packed parcels of orders that a file names by their numbers. */
export const findToShip = (on: Queryable, storeId: Id<'Store'>, numbers: readonly string[]) =>
  on.rows<{
    orderNumber: string
    orderId: Id<'Order'>
    parcels: { id: Id<'Parcel'>; number: number; isShipped: boolean }[]
  }>(sql`
    select o.number as "orderNumber", o.id as "orderId",
           (select coalesce(json_agg(json_build_object(
                     'id', p.id, 'number', p.number, 'isShipped', p.shipped_at is not null)
                     order by p.number), '[]')
              from parcels p where p.store_id = o.store_id and p.order_id = o.id) as parcels
      from orders o
     where o.store_id = ${storeId} and o.number = any(${numbers}::text[])
  `)
