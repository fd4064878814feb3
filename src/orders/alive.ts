import { type Sql, sql } from '../postgres/sql.ts'
import { backAt } from './freed-queries.ts'

// `isAlive` and `asOf` of rules.ts in SQL, for an order `o` at an instant.

/** A ready order past its deadline: failed, whether or not the sweep has marked it. */
export const isDead = (now: Date | Sql): Sql =>
  sql`(o.status = 'ready' and o.pinned_at is null and o.expires_at <= ${now})`

/** A ready order that holds its places. */
export const isAlive = (now: Date | Sql): Sql =>
  sql`(o.status = 'ready' and (o.pinned_at is not null or o.expires_at > ${now}))`

/** The status that every reader must see. */
export const statusAt = (now: Date | Sql): Sql =>
  sql`case when ${isDead(now)} then 'failed' else o.status end`

/** Held, paid, or canceled after payment: what the owner of a store sees. */
export const isBooked = (now: Date | Sql): Sql =>
  sql`(o.status = 'paid' or (o.status = 'canceled' and o.paid_at is not null) or ${isAlive(now)})`

/** How many of a place `p` orders hold no more, whether or not it has them back: of which nothing is sold. */
export const letGo = (now: Date | Sql): Sql => sql`
  (select coalesce(sum(gone.quantity), 0)::integer
     from (select l.quantity
             from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
            where l.store_id = p.store_id and l.place_id = p.id and l.status = 'held'
              and ${isDead(now)}
            union all
           select f.quantity from freed_places f
            where f.store_id = p.store_id and f.place_id = p.id) as gone)`

/**
 * What is due back to places of stores, as rows (store_id, place_id, quantity): of dead orders and of what
 * was let go, once their delay is over. It can be claimed, whether or not the sweep has put it back.
 *
 * @param ofStore whether the row `row` is of one of the stores
 */
export const dueBack = (ofStore: (row: Sql) => Sql, now: Date | Sql): Sql => sql`
  select o.store_id, l.place_id, l.quantity
    from orders o
    join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status = 'held'
   where ${ofStore(sql`o`)} and ${isDead(now)} and ${backAt(sql`o.expires_at`)} <= ${now}
   union all
  select f.store_id, f.place_id, f.quantity from freed_places f
   where ${ofStore(sql`f`)} and f.back_at <= ${now}`

/** The same with what is not back yet: all that orders of stores hold no more, whoever may claim it. */
export const allLetGo = (ofStore: (row: Sql) => Sql, now: Date | Sql): Sql => sql`
  select o.store_id, l.place_id, l.quantity
    from orders o
    join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status = 'held'
   where ${ofStore(sql`o`)} and ${isDead(now)}
   union all
  select f.store_id, f.place_id, f.quantity from freed_places f where ${ofStore(sql`f`)}`

/** How many of a place `p` are due back. */
export const dueBackTo = (now: Date | Sql): Sql => sql`
  (select coalesce(sum(due.quantity), 0)::integer
     from (select l.quantity
             from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
            where l.store_id = p.store_id and l.place_id = p.id and l.status = 'held'
              and ${isDead(now)} and ${backAt(sql`o.expires_at`)} <= ${now}
            union all
           select f.quantity from freed_places f
            where f.store_id = p.store_id and f.place_id = p.id and f.back_at <= ${now}) as due)`
