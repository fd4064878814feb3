import type { Id } from '../../../kernel/id.ts'
import { instants, integers, uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../../postgres/sql.ts'
import { STOCK_PREFIX } from '../products/rules.ts'
import type { Parcel, SoldLine } from './rules.ts'

// Parcels are protected by the locks of their orders.

const parcelColumns = sql`
  p.store_id as "storeId", p.id, p.order_id as "orderId", p.number, p.carrier,
  p.tracking_number as "trackingNumber", p.packed_at as "packedAt", p.shipped_at as "shippedAt",
  p.delivered_at as "deliveredAt", p.confirmed_at as "confirmedAt",
  (select coalesce(json_agg(json_build_object('placeId', l.place_id, 'quantity', l.quantity)
                            order by l.place_id), '[]')
     from parcel_lines l where l.store_id = p.store_id and l.parcel_id = p.id) as lines`

/** Parcels of orders, by number. */
export const listParcels = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Parcel>(sql`
    select ${parcelColumns} from parcels p
     where p.store_id = ${storeId} and p.order_id = any(${uuids(orderIds)}::uuid[])
     order by p.order_id, p.number
  `)

export const readParcels = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Parcel'>[]) =>
  on.rows<Parcel>(sql`
    select ${parcelColumns} from parcels p
     where p.store_id = ${storeId} and p.id = any(${uuids(ids)}::uuid[])
  `)

/** A line of goods, with its price. */
export interface GoodsLine extends SoldLine {
  readonly orderId: Id<'Order'>
  readonly key: string
  readonly unitPrice: number
  readonly discount: number
  readonly taxFree: boolean
  readonly givenBack: number
  /** Whose money went back. */
  readonly gone: number
  /** May be in parcels: what was not given back, and what was returned. */
  readonly packable: number
  /** In returns that were not refused, and have not been paid back. */
  readonly returning: number
}

/** Units of the order line `l` in parcels. */
const packedOf: Sql = sql`
  (select coalesce(sum(q.quantity), 0)::integer from parcel_lines q
    where q.store_id = l.store_id and q.order_id = l.order_id and q.place_id = l.place_id)`

/** Units of the order line `l` that were given back without ever having been packed. */
const canceledOf: Sql = sql`
  (case when l.status = 'released' then l.quantity - ${packedOf}
        else l.given_back - returned_units(l.store_id, l.order_id, l.place_id) end)`

/** Units of the order line `l` whose money went back. */
const goneOf: Sql = sql`
  (case when l.status = 'released' then l.quantity else l.given_back end)`

/** Units of the order line `l` that may be in parcels: not given back, or returned. */
const packableOf: Sql = sql`
  (l.quantity - ${goneOf}
   + returned_units(l.store_id, l.order_id, l.place_id))`

/** What was sold of goods, and how much of it is packed. */
export const listGoods = (on: Queryable, storeId: Id<'Store'>, orderIds: readonly Id<'Order'>[]) =>
  on.rows<GoodsLine>(sql`
    select l.order_id as "orderId", l.place_id as "placeId", at.key, l.quantity,
           l.unit_price as "unitPrice", l.discount, l.tax_free as "taxFree",
           l.given_back as "givenBack", ${goneOf} as gone, ${packableOf} as packable,
           ${packedOf} as packed, ${canceledOf} as canceled,
           (select coalesce(sum(b.quantity), 0)::integer
              from return_lines b join returns r on r.store_id = b.store_id and r.id = b.return_id
             where b.store_id = l.store_id and b.order_id = l.order_id and b.place_id = l.place_id
               and r.state in ('requested', 'approved', 'collected')) as returning
      from order_lines l join places at on at.store_id = l.store_id and at.id = l.place_id
     where l.store_id = ${storeId} and l.order_id = any(${uuids(orderIds)}::uuid[])
       and l.status <> 'moved' and starts_with(at.key, ${STOCK_PREFIX})
     order by l.order_id, at.key
  `)

/**
 * Which of these orders were made for an exchange, for which order, whether the goods to come back are
 * there, and whether they are still to be sent: neither was the exchange ended nor the order refunded.
 */
export const listExchanges = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Exchange>(sql`
    select r.exchange_order_id as "orderId", r.id as "returnId", r.state = 'done' as "isDone",
           root.id as "rootOrderId", ${standsOf} as stands
      from returns r
      join return_lines b on b.store_id = r.store_id and b.return_id = r.id
      join orders root on root.store_id = b.store_id and root.id = b.root_order_id
     where r.store_id = ${storeId} and r.exchange_order_id = any(${uuids(orderIds)}::uuid[])
  `)

/** An order that was made for an exchange. */
export interface Exchange {
  readonly orderId: Id<'Order'>
  readonly returnId: Id<'Return'>
  readonly isDone: boolean
  readonly rootOrderId: Id<'Order'>
  readonly stands: boolean
}

/** Of the exchange `r` for goods of the order `root`. */
const standsOf: Sql = sql`
  (root.status = 'paid' and r.state not in ('refused', 'withdrawn', 'canceled'))`

/** Whether the goods of an order `o` may be sent: it is paid, and so is what they are exchanged for. */
export const isSendable: Sql = sql`
  (o.status = 'paid' and not exists (
     select from returns r
       join return_lines b on b.store_id = r.store_id and b.return_id = r.id
       join orders root on root.store_id = b.store_id and root.id = b.root_order_id
      where r.store_id = o.store_id and r.exchange_order_id = o.id and not ${standsOf}))`

/** Units of paid orders `o` that are yet to be packed; those of an exchange once it is done. */
export const unpackedOf: Sql = sql`
  (select coalesce(sum(l.quantity - ${canceledOf} - ${packedOf}), 0)::integer
     from order_lines l join places at on at.store_id = l.store_id and at.id = l.place_id
    where l.store_id = o.store_id and l.order_id = o.id and l.status = 'sold'
      and starts_with(at.key, 'stock/')
      and not exists (
            select from returns r
             where r.store_id = o.store_id and r.exchange_order_id = o.id and r.state <> 'done'))`

export const insertParcels = async (tx: Tx, parcels: readonly Parcel[]): Promise<void> => {
  const [storeId] = parcels.map((parcel) => parcel.storeId)
  await tx.run(sql`
    insert into parcels (store_id, id, order_id, number, packed_at)
    select ${storeId}, id, order_id, number, ${tx.now}
      from unnest(
             ${uuids(parcels.map(({ id }) => id))}::uuid[],
             ${uuids(parcels.map(({ orderId }) => orderId))}::uuid[],
             ${integers(parcels.map(({ number }) => number))}::integer[]
           ) as given (id, order_id, number)
  `)
  const lines = parcels.flatMap(({ id, orderId, lines: some }) =>
    some.map((line) => ({ ...line, id, orderId })),
  )
  await tx.run(sql`
    insert into parcel_lines (store_id, parcel_id, order_id, place_id, quantity)
    select ${storeId}, parcel_id, order_id, place_id, sum(quantity)
      from unnest(
             ${uuids(lines.map(({ id }) => id))}::uuid[],
             ${uuids(lines.map(({ orderId }) => orderId))}::uuid[],
             ${uuids(lines.map(({ placeId }) => placeId))}::uuid[],
             ${integers(lines.map(({ quantity }) => quantity))}::integer[]
           ) as given (parcel_id, order_id, place_id, quantity)
     group by parcel_id, order_id, place_id
  `)
}

/** Writes how far parcels are; the trigger `parcels_move` refuses what is no step. */
export const writeParcels = (tx: Tx, parcels: readonly Parcel[]) =>
  tx.run(sql`
    update parcels p
       set carrier = given.carrier, tracking_number = given.tracking_number,
           shipped_at = given.shipped_at, delivered_at = given.delivered_at,
           confirmed_at = given.confirmed_at
      from unnest(
             ${uuids(parcels.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(parcels.map(({ id }) => id))}::uuid[],
             ${parcels.map(({ carrier }) => carrier)}::text[],
             ${parcels.map(({ trackingNumber }) => trackingNumber)}::text[],
             ${instants(parcels.map(({ shippedAt }) => shippedAt))}::timestamptz[],
             ${instants(parcels.map(({ deliveredAt }) => deliveredAt))}::timestamptz[],
             ${instants(parcels.map(({ confirmedAt }) => confirmedAt))}::timestamptz[]
           ) as given (store_id, id, carrier, tracking_number, shipped_at, delivered_at, confirmed_at)
     where p.store_id = given.store_id and p.id = given.id
  `)

export const deleteParcels = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Parcel'>[]) =>
  tx.run(sql`
    delete from parcels where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
  `)

/** Leaves only these units in packed parcels; one without any is gone. */
export async function shrinkParcels(
  tx: Tx,
  storeId: Id<'Store'>,
  parcels: readonly Pick<Parcel, 'id' | 'lines'>[],
): Promise<void> {
  const kept = parcels.filter(({ lines }) => lines.length > 0)
  const gone = parcels.filter(({ lines }) => lines.length === 0)
  await deleteParcels(
    tx,
    storeId,
    gone.map(({ id }) => id),
  )
  const lines = kept.flatMap(({ id, lines: some }) => some.map((line) => ({ ...line, id })))
  await tx.run(sql`
    with given as (
      select * from unnest(
        ${uuids(lines.map(({ id }) => id))}::uuid[],
        ${uuids(lines.map(({ placeId }) => placeId))}::uuid[],
        ${integers(lines.map(({ quantity }) => quantity))}::integer[]
      ) as given (parcel_id, place_id, quantity)
    ), emptied as (
      delete from parcel_lines l
       where l.store_id = ${storeId} and l.parcel_id = any(${uuids(kept.map(({ id }) => id))}::uuid[])
         and not exists (select from given
                          where given.parcel_id = l.parcel_id and given.place_id = l.place_id)
    )
    update parcel_lines l set quantity = given.quantity
      from given
     where l.store_id = ${storeId} and l.parcel_id = given.parcel_id
       and l.place_id = given.place_id and l.quantity <> given.quantity
  `)
}

/** Logs what was on a parcel. */
export const insertCorrection = (tx: Tx, id: Id<'Correction'>, before: Parcel) =>
  tx.run(sql`
    insert into parcel_corrections (store_id, id, parcel_id, carrier, tracking_number, at)
    values (${before.storeId}, ${id}, ${before.id}, ${before.carrier}, ${before.trackingNumber},
            ${tx.now})
  `)

export const listCorrections = (
  on: Queryable,
  storeId: Id<'Store'>,
  parcelIds: readonly Id<'Parcel'>[],
) =>
  on.rows<{ parcelId: Id<'Parcel'>; carrier: string; trackingNumber: string | null; at: Date }>(sql`
    select parcel_id as "parcelId", carrier, tracking_number as "trackingNumber", at
      from parcel_corrections
     where store_id = ${storeId} and parcel_id = any(${uuids(parcelIds)}::uuid[])
     order by id
  `)

/** Parcels that the clock has moved on, locked for the job that writes it down. */
export const takeOverdue = (
  tx: Tx,
  before: { readonly shipped: Date; readonly delivered: Date },
  limit: number,
) =>
  tx.rows<Parcel>(sql`
    select ${parcelColumns} from parcels p
     where (p.shipped_at <= ${before.shipped} and p.delivered_at is null)
        or (p.delivered_at <= ${before.delivered} and p.confirmed_at is null)
     order by p.store_id, p.id
     limit ${limit}
       for update of p skip locked
  `)
