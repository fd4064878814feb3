import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { inCells } from '../../../postgres/cells.ts'
import { type Sql, sql, type Tx } from '../../../postgres/sql.ts'
import { isSendable, unpackedOf } from './queries.ts'

/**
 * Whether the form of an order `o` is still needed: goods are to be sent, on their way, or may come back
 * until they count as confirmed, or a return of them is open.
 */
export const isNeeded: Sql = sql`
  ((${isSendable} and (
      ${unpackedOf} > 0
      or exists (select from parcels p
                  where p.store_id = o.store_id and p.order_id = o.id and p.confirmed_at is null)))
   or exists (select from returns r
               where r.store_id = o.store_id and o.id in (r.order_id, r.exchange_order_id)
                 and r.state in ('requested', 'approved', 'collected')))`

/**
 * Empties the forms of somebody who leaves; their orders stay. What was paid is still sent: its form is
 * emptied by `eraseArrived`. Runs before the orders forget their buyer.
 */
export async function eraseForms(tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    update deliveries d
       set form = case when ${isNeeded} then d.form end,
           left_at = case when ${isNeeded} then ${tx.now}::timestamptz end
      from orders o
     where o.buyer_id = ${buyerId} and d.store_id = o.store_id and d.order_id = o.id
  `)
}

/** A job: empties the forms of those who left whose goods are there, and may not come back any more. */
export const eraseArrived = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const erased = await on.rows<{ orderId: Id<'Order'> }>(sql`
      update deliveries d set form = null
        from orders o
       where d.left_at is not null and d.form is not null
         and o.store_id = d.store_id and o.id = d.order_id and not ${isNeeded}
      returning d.order_id as "orderId"
    `)
    return erased.length
  })
