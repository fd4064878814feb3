import type { Id } from '../kernel/id.ts'
import { wallStamp } from '../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Standing } from './standing-rules.ts'

// Standing orders are protected by the locks of their places.

/** How many these standing orders have taken; one that does not exist has no row. */
export const readStanding = (
  on: Queryable,
  storeId: Id<'Store'>,
  steps: readonly { readonly orderId: Id<'Order'>; readonly placeId: Id<'Place'> }[],
) => {
  const placeOf = new Map(steps.map(({ orderId, placeId }) => [orderId, placeId]))
  return on.rows<{ orderId: Id<'Order'>; taken: number }>(sql`
    select line.order_id as "orderId", line.taken
      from unnest(${[...placeOf.keys()]}::uuid[], ${[...placeOf.values()]}::uuid[])
             as asked (order_id, place_id)
      cross join lateral (
        select l.order_id, case l.status when 'sold' then l.quantity else 0 end as taken
          from order_lines l
         where l.store_id = ${storeId} and l.order_id = asked.order_id
           and l.place_id = asked.place_id
         limit 1
      ) as line
  `)
}

/** A released line keeps its last quantity. */
const lineOf = ({ taken }: Standing) => ({
  quantity: Math.max(taken, 1),
  status: taken > 0 ? 'sold' : 'released',
})

/**
 * Inserts standing orders with their line in one statement. A caller who is not in `present` has deleted
 * the account meanwhile: the order has no buyer.
 */
export const openStanding = (
  tx: Tx,
  storeId: Id<'Store'>,
  opened: readonly (Standing & { readonly code: string })[],
  present: ReadonlySet<Id<'Account'>>,
) =>
  tx.run(sql`
    with given as (
      select given.*
        from unnest(
               ${opened.map(({ orderId }) => orderId)}::uuid[],
               ${opened.map(({ offer, code }) => `${wallStamp(tx.now, offer.timeZone)}-${code}`)}::text[],
               ${opened.map(({ callerId }) => (present.has(callerId) ? callerId : null))}::uuid[],
               ${opened.map(({ offer }) => offer.title)}::text[],
               ${opened.map(({ offer }) => offer.currency)}::text[],
               ${opened.map(({ offer }) => offer.place.id)}::uuid[],
               ${opened.map((one) => lineOf(one).quantity)}::integer[],
               ${opened.map((one) => lineOf(one).status)}::text[]
             ) as given (id, number, buyer_id, title, currency, place_id, quantity, line_status)
    ), placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at, paid_at, standing)
      select ${storeId}, id, number, buyer_id, title, 'paid', 0, currency, ${tx.now}, ${tx.now},
             ${tx.now}, true
        from given
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status,
                             taken_at)
    select ${storeId}, id, place_id, buyer_id, quantity, 0, line_status, ${tx.now} from given
  `)

/** Updates how many each has taken. */
export const moveStanding = (tx: Tx, storeId: Id<'Store'>, moved: readonly Standing[]) =>
  tx.run(sql`
    update order_lines l
       set quantity = given.quantity, status = given.status,
           taken_at = case when given.took then ${tx.now}::timestamptz else l.taken_at end
      from unnest(
             ${moved.map(({ orderId }) => orderId)}::uuid[],
             ${moved.map(({ offer }) => offer.place.id)}::uuid[],
             ${moved.map((one) => lineOf(one).quantity)}::integer[],
             ${moved.map((one) => lineOf(one).status)}::text[],
             ${moved.map(({ took }) => took)}::boolean[]
           ) as given (order_id, place_id, quantity, status, took)
     where l.store_id = ${storeId} and l.order_id = given.order_id and l.place_id = given.place_id
  `)
