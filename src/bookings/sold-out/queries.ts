import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { sql, type Tx } from '../../postgres/sql.ts'
import { pricingOfStore } from '../../stores/queries.ts'
import type { OpeningStore } from '../free-times.ts'

export interface PaidStart extends OpeningStore {
  readonly orderId: Id<'Order'>
  readonly door: string
  readonly key: string
  readonly startsAt: Date
}

/** What orders that were paid have bought that begins later; one row each start of an order. */
export const listPaidStarts = (
  tx: Tx,
  orders: readonly { readonly storeId: Id<'Store'>; readonly orderId: Id<'Order'> }[],
) =>
  tx.rows<PaidStart>(sql`
    select distinct on (l.store_id, l.order_id, p.starts_at)
           l.store_id as id, l.order_id as "orderId", s.front_door as door, s.time_zone as "timeZone",
           ${pricingOfStore} as pricing, p.key, p.starts_at as "startsAt"
      from unnest(
             ${uuids(orders.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(orders.map(({ orderId }) => orderId))}::uuid[]
           ) as paid (store_id, order_id)
      join order_lines l on l.store_id = paid.store_id and l.order_id = paid.order_id
                        and l.status = 'sold' and not l.aside
      join places p on p.store_id = l.store_id and p.id = l.place_id and p.starts_at > ${tx.now}
      join stores s on s.id = l.store_id
     order by l.store_id, l.order_id, p.starts_at, p.key
  `)

/** Of what stores are told already. */
export const listTold = (
  tx: Tx,
  asked: readonly { readonly storeId: Id<'Store'>; readonly id: Id<'SoldOut'> }[],
) =>
  tx.rows<{ id: Id<'SoldOut'> }>(sql`
    select n.about_id as id
      from unnest(
             ${uuids(asked.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(asked.map(({ id }) => id))}::uuid[]
           ) as asked (store_id, id)
      join notices n on n.store_id = asked.store_id and n.about_id = asked.id
                    and n.kind = 'sold-out'
  `)

interface Span {
  readonly storeId: Id<'Store'>
  readonly begins: Date
  /** Without it. */
  readonly ends: Date
}

/** Whether something that begins in these spans is held and not paid yet, which may come back. */
export const listHeld = (tx: Tx, spans: readonly Span[]) =>
  tx.rows<{ at: number }>(sql`
    select span.at::integer - 1 as at
      from unnest(
             ${uuids(spans.map(({ storeId }) => storeId))}::uuid[],
             ${spans.map(({ begins }) => begins)}::timestamptz[],
             ${spans.map(({ ends }) => ends)}::timestamptz[]
           ) with ordinality as span (store_id, begins, ends, at)
     where exists (
             select from places p
               join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                                 and l.status = 'held'
               join orders o on o.store_id = l.store_id and o.id = l.order_id
              where p.store_id = span.store_id
                and p.starts_at >= span.begins and p.starts_at < span.ends
                and ${isAlive(tx.now)})
  `)
