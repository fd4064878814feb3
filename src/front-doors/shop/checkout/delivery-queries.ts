import { UNPAID_BOOKER_DAYS } from '../../../bookings/retention.ts'
import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { bigints, texts, uuids } from '../../../postgres/literal.ts'
import { type Many, type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { STOCK_PREFIX } from '../products/rules.ts'
import type { Fee } from './fee-rules.ts'

// Deliveries are protected by the lock of their order.

/** When it is first asked whether a form is still needed. */
const UNPAID_SECONDS = UNPAID_BOOKER_DAYS * 86_400

export interface Delivery extends Fee {
  readonly orderId: Id<'Order'>
  /** Sealed; null once its buyer has left, and nothing is sent any more. */
  readonly form: string | null
}

/** Writes where an order goes; one that is paid keeps what it has. */
export const writeDelivery = (tx: Tx, storeId: Id<'Store'>, delivery: Delivery): Promise<void> =>
  tx.together(writeEach, storeId, delivery)

const writeEach: Many<Delivery, void> = async (tx, deliveries, storeId) => {
  await tx.run(sql`
    insert into deliveries as d (store_id, order_id, form, fee_kind, base, surcharge, area, written_at,
                                 form_due_at)
    select ${storeId}::uuid, order_id, form, fee_kind, base, surcharge, area, ${tx.now}::timestamptz,
           ${later(tx.now, UNPAID_SECONDS)}::timestamptz
      from unnest(
             ${uuids(deliveries.map(({ orderId }) => orderId))}::uuid[],
             ${texts(deliveries.map(({ form }) => form))}::text[],
             ${deliveries.map(({ kind }) => kind)}::text[],
             ${bigints(deliveries.map(({ base }) => base))}::bigint[],
             ${bigints(deliveries.map(({ surcharge }) => surcharge))}::bigint[],
             ${texts(deliveries.map(({ area }) => area))}::text[]
           ) as given (order_id, form, fee_kind, base, surcharge, area)
        on conflict (store_id, order_id) do update
       set form = excluded.form, fee_kind = excluded.fee_kind, base = excluded.base,
           surcharge = excluded.surcharge, area = excluded.area, written_at = excluded.written_at,
           form_due_at = excluded.form_due_at
  `)
  return deliveries.map(() => undefined)
}

export const readDeliveries = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Delivery>(sql`
    select order_id as "orderId", form, fee_kind as kind, base, surcharge, area
      from deliveries
     where store_id = ${storeId} and order_id = any(${uuids(orderIds)}::uuid[])
  `)

/** The form of a buyer's latest order that still has one. */
export const readLastForm = (on: Queryable, buyerId: Id<'Account'>) =>
  on.rows<{ form: string; writtenAt: Date }>(sql`
    select d.form, d.written_at as "writtenAt"
      from orders o join deliveries d on d.store_id = o.store_id and d.order_id = o.id
     where o.buyer_id = ${buyerId} and d.form is not null
     order by o.id desc
     limit 1
  `)

/** Whether an order was made here: it has goods, or its delivery or what it takes from a cart is kept by now. */
export const isOfCart = async (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  (await tx.maybe(sql`
    select 1 from orders o
     where o.store_id = ${storeId} and o.id = ${orderId}
       and (exists (select from deliveries d where d.store_id = o.store_id and d.order_id = o.id)
            or exists (select from cart_orders c where c.store_id = o.store_id and c.order_id = o.id)
            or exists (select from order_lines l
                         join places p on p.store_id = l.store_id and p.id = l.place_id
                        where l.store_id = o.store_id and l.order_id = o.id
                          and p.key like ${`${STOCK_PREFIX}%`}))
  `)) !== undefined
