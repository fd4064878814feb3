import { type Sql, sql } from '../postgres/sql.ts'

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

/** How many of a place `p` dead orders still hold; they do not count as taken. */
export const heldByDead = (now: Date | Sql): Sql => sql`
  (select coalesce(sum(l.quantity), 0)::integer
     from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
    where l.store_id = p.store_id and l.place_id = p.id and l.status = 'held' and ${isDead(now)})`
