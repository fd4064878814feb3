import { ERASED, isTyped, orderRows } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { type Sql, sql, type Tx } from '../postgres/sql.ts'

// What people typed about orders whose buyer leaves. The amounts beside it stay for good.

type Orders = readonly Pick<Order, 'storeId' | 'id'>[]

const paymentsOf = (orders: Orders): Sql => sql`
  (select p.store_id, p.id
     from payments p join ${orderRows(orders)} as given (store_id, id)
       on p.store_id = given.store_id and p.order_id = given.id)`

export const eraseFromGiveBacks = (tx: Tx, orders: Orders) =>
  tx.run(sql`
    update give_backs g set reason = ${ERASED}
      from ${orderRows(orders)} as given (store_id, id)
     where g.store_id = given.store_id and g.order_id = given.id and ${isTyped(sql`g.reason`)}
  `)

export const eraseFromPayments = (tx: Tx, orders: Orders) =>
  tx.run(sql`
    update payments p set reason = ${ERASED}
      from ${orderRows(orders)} as given (store_id, id)
     where p.store_id = given.store_id and p.order_id = given.id and p.state <> 'needs-review'
       and ${isTyped(sql`p.reason`)}
  `)

export const eraseFromRefunds = (tx: Tx, orders: Orders) =>
  tx.run(sql`
    update refunds r set reason = ${ERASED}
      from ${paymentsOf(orders)} as p
     where r.store_id = p.store_id and r.payment_id = p.id and ${isTyped(sql`r.reason`)}
  `)

export const eraseFromEvents = (tx: Tx, orders: Orders) =>
  tx.run(sql`
    update payment_events e set facts = jsonb_set(e.facts, '{reason}', to_jsonb(${ERASED}::text))
      from ${paymentsOf(orders)} as p
     where e.store_id = p.store_id and e.payment_id = p.id and ${isTyped(sql`(e.facts ->> 'reason')`)}
  `)

export const eraseFromDecisions = (tx: Tx, orders: Orders) =>
  tx.run(sql`
    update review_decisions d set note = ${ERASED}
      from ${paymentsOf(orders)} as p
     where d.store_id = p.store_id and d.payment_id = p.id and ${isTyped(sql`d.note`)}
  `)
