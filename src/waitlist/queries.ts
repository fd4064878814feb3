import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Waiting } from './rules.ts'

// Lock order: places by id, then orders, then entries of the waitlist.

/**
 * Who waits for these places, in order; nobody where the store has turned its waitlist off. Read under the lock of the places: without it somebody may join,
 * or be served, between this and the decision.
 */
export const readWaiting = (tx: Tx, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  tx.rows<Waiting>(sql`
    select w.id, w.place_id as "placeId", w.buyer_id as "buyerId", w.quantity
      from waitlist_entries w
     where w.store_id = ${storeId} and w.place_id = any(${uuids(placeIds)}::uuid[])
       and w.state = 'waiting' and w.starts_at > ${tx.now}
       and (select t.is_on from waitlist_terms t where t.store_id = ${storeId}) is not false
     order by w.ranked_at, w.id
  `)

/**
 * Who waits for places of a store whose keys begin with one of these, in order, with what they wait for: all of
 * them, as who is left out is overtaken. Joining has a limit a place.
 */
export const listWaiting = (on: Queryable, storeId: Id<'Store'>, keys: readonly string[]) =>
  on.rows<Waiting & { readonly item: Readonly<Record<string, string>> }>(sql`
    select w.id, w.place_id as "placeId", w.buyer_id as "buyerId", w.quantity, w.item
      from waitlist_entries w
      join places p on p.store_id = w.store_id and p.id = w.place_id
                   and p.key ^@ any(${keys}::text[])
     where w.store_id = ${storeId} and w.state = 'waiting' and w.starts_at > clock_now()
       and (select t.is_on from waitlist_terms t where t.store_id = ${storeId}) is not false
     order by w.ranked_at, w.id
  `)

/** Whether somebody waits for anything that is yet to begin, or is offered it. */
export const findWaited = (on: Queryable, buyerId: Id<'Account'>) =>
  on.maybe<{ id: Id<'WaitlistEntry'> }>(sql`
    select w.id from waitlist_entries w
     where w.buyer_id = ${buyerId} and w.state in ('waiting', 'offered')
       and w.starts_at > clock_now()
     limit 1
  `)

/** An entry that gets an order. */
export interface Offered {
  readonly entryId: Id<'WaitlistEntry'>
  readonly orderId: Id<'Order'>
}

/** Writes who is offered what, and publishes it: their mail is written with the event. */
export const writeOffered = (tx: Tx, storeId: Id<'Store'>, offered: readonly Offered[]) =>
  tx.run(sql`
    with offer as (
      select * from unnest(
        ${uuids(offered.map(({ entryId }) => entryId))}::uuid[],
        ${uuids(offered.map(({ orderId }) => orderId))}::uuid[]
      ) as o (entry_id, order_id)
    ), written as (
      update waitlist_entries w set state = 'offered', order_id = offer.order_id
        from offer
       where w.store_id = ${storeId} and w.id = offer.entry_id
      returning w.id, w.order_id
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'order.offered', order_id, jsonb_build_object('entryId', id), ${tx.now}
      from written
  `)

/** Says that somebody waits for a place, which is locked. */
export const markWaited = (tx: Tx, storeId: Id<'Store'>, placeId: Id<'Place'>) =>
  tx.run(sql`
    update places set is_waited = true
     where store_id = ${storeId} and id = ${placeId} and not is_waited
  `)
