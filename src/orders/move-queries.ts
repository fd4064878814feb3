import type { Id } from '../kernel/id.ts'
import { integers, uuids } from '../postgres/literal.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import type { LetGo } from './freed-queries.ts'
import type { LineChanges } from './relocate-rules.ts'
import type { Order } from './rules.ts'

// Call only under the locks of the places and the order.

/** Sets until when a ready order holds its places. To hold it longer the lock of the order is enough. */
export const setExpiry = (tx: Tx, { storeId, id }: Pick<Order, 'storeId' | 'id'>, at: Date) =>
  tx.run(sql`
    update orders set expires_at = ${at}
     where store_id = ${storeId} and id = ${id} and status = 'ready'
  `)

/**
 * Gives the only sold line of an order another place, with the same quantity and price, and the order
 * the title of that. A line that was there before is taken up again. Returns the line that was left.
 */
export async function moveLine(
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  { from, to, title }: { from: Id<'Place'>; to: Id<'Place'>; title: string },
): Promise<Pick<LetGo, 'placeId' | 'releaseDelayMs'>[]> {
  await tx.run(sql`
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, discount,
                             tax_free, given_back, restocked, release_delay_ms, status)
    select l.store_id, l.order_id, ${to}, l.buyer_id, l.quantity, l.unit_price, l.discount,
           l.tax_free, l.given_back, l.restocked, l.release_delay_ms, 'sold'
      from order_lines l
     where l.store_id = ${storeId} and l.order_id = ${id} and l.place_id = ${from}
       and l.status = 'sold'
        on conflict (store_id, order_id, place_id) do update
       set status = 'sold', quantity = excluded.quantity, unit_price = excluded.unit_price,
           discount = excluded.discount, tax_free = excluded.tax_free,
           given_back = excluded.given_back, restocked = excluded.restocked
  `)
  const left = await tx.rows<Pick<LetGo, 'placeId' | 'releaseDelayMs'>>(sql`
    update order_lines set status = 'moved'
     where store_id = ${storeId} and order_id = ${id} and place_id = ${from} and status = 'sold'
    returning place_id as "placeId", release_delay_ms as "releaseDelayMs"
  `)
  await writeTitle(tx, { storeId, id }, title)
  return left
}

/** Writes sold lines of an order; one that it has or had at that place is written over. */
export const writeMovedLines = (
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  lines: LineChanges['written'],
) =>
  tx.run(sql`
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, aside,
                             given_back, restocked, release_delay_ms, status)
    select o.store_id, o.id, line.place_id, o.buyer_id, line.units + line.given_back,
           line.unit_price, line.aside, line.given_back, line.given_back,
           (select coalesce(max(l.release_delay_ms), 0) from order_lines l
             where l.store_id = o.store_id and l.order_id = o.id), 'sold'
      from orders o
      cross join unnest(
             ${uuids(lines.map(({ placeId }) => placeId))}::uuid[],
             ${integers(lines.map(({ units }) => units))}::integer[],
             ${integers(lines.map(({ givenBack }) => givenBack))}::integer[],
             ${lines.map(({ unitPrice }) => unitPrice)}::bigint[],
             ${lines.map(({ isAside }) => isAside)}::boolean[]
           ) as line (place_id, units, given_back, unit_price, aside)
     where o.store_id = ${storeId} and o.id = ${id}
        on conflict (store_id, order_id, place_id) do update
       set status = 'sold', quantity = excluded.quantity, unit_price = excluded.unit_price,
           given_back = excluded.given_back, restocked = excluded.restocked
  `)

/** Returns the lines that were left. */
export const leaveLines = (
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  placeIds: readonly Id<'Place'>[],
) =>
  tx.rows<Pick<LetGo, 'placeId' | 'releaseDelayMs'>>(sql`
    update order_lines set status = 'moved'
     where store_id = ${storeId} and order_id = ${id} and status = 'sold'
       and place_id = any(${uuids(placeIds)}::uuid[])
    returning place_id as "placeId", release_delay_ms as "releaseDelayMs"
  `)

const writeTitle = (tx: Tx, { storeId, id }: Pick<Order, 'storeId' | 'id'>, title: string) =>
  tx.run(sql`update orders set title = ${title} where store_id = ${storeId} and id = ${id}`)

/** The store has given it other lines. */
export const writeArranged = (
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  title: string,
) =>
  tx.run(sql`
    update orders set title = ${title}, arranged_at = ${tx.now}
     where store_id = ${storeId} and id = ${id}
  `)
