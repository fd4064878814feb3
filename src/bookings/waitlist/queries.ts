import type { Id } from '../../kernel/id.ts'
import { dueBackTo, isAlive, letGo, statusAt } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import type { EntryState, Terms } from '../../waitlist/rules.ts'

// Lock order: places by id, then the guest who joins, then orders, then entries of the waitlist.

export const readTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<Terms>(sql`
    select t.is_on as "isOn", t.offer_minutes as "offerMinutes",
           t.entries_per_guest as "entriesPerGuest"
      from waitlist_terms t where t.store_id = ${storeId}
  `)

export const writeTerms = (
  tx: Tx,
  storeId: Id<'Store'>,
  { isOn, offerMinutes, entriesPerGuest }: Terms,
) =>
  tx.run(sql`
    insert into waitlist_terms (store_id, is_on, offer_minutes, entries_per_guest)
    values (${storeId}, ${isOn}, ${offerMinutes}, ${entriesPerGuest})
        on conflict (store_id) do update
       set is_on = excluded.is_on, offer_minutes = excluded.offer_minutes,
           entries_per_guest = excluded.entries_per_guest
  `)

/** How many of a place, which is locked, could be booked, were nobody waiting. */
export const readAvailable = (tx: Tx, storeId: Id<'Store'>, placeId: Id<'Place'>) =>
  tx.one<{ available: number }>(sql`
    select p.remaining - p.excess + ${dueBackTo(tx.now)} as available
      from places p where p.store_id = ${storeId} and p.id = ${placeId}
  `)

/** Joins of a guest at a store follow one another: the lock of a place does not keep those of another apart. */
export const lockGuest = (tx: Tx, storeId: Id<'Store'>, buyerId: Id<'Account'>) =>
  tx.run(sql`
    select pg_advisory_xact_lock(hashtextextended(${`waitlist ${storeId} ${buyerId}`}, 0))
  `)

/** Open entries of a guest at a store, and whether one is of this place. */
export const listOpen = (tx: Tx, storeId: Id<'Store'>, buyerId: Id<'Account'>) =>
  tx.rows<{ id: Id<'WaitlistEntry'>; placeId: Id<'Place'>; slot: number }>(sql`
    select w.id, w.place_id as "placeId", w.slot from waitlist_entries w
     where w.store_id = ${storeId} and w.buyer_id = ${buyerId}
       and w.state in ('waiting', 'offered')
  `)

/** Whether a guest holds a live order of the place. */
export const findOwnHold = (
  tx: Tx,
  storeId: Id<'Store'>,
  buyerId: Id<'Account'>,
  placeId: Id<'Place'>,
) =>
  tx.maybe<{ orderId: Id<'Order'> }>(sql`
    select o.id as "orderId"
      from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
     where l.store_id = ${storeId} and l.buyer_id = ${buyerId} and l.place_id = ${placeId}
       and l.status = 'held' and ${isAlive(tx.now)}
     limit 1
  `)

export interface EntryDraft {
  readonly storeId: Id<'Store'>
  readonly id: Id<'WaitlistEntry'>
  readonly placeId: Id<'Place'>
  readonly buyerId: Id<'Account'>
  readonly quantity: number
  readonly item: Readonly<Record<string, string>>
  readonly slot: number
  readonly startsAt: Date
}

export const insertEntry = (tx: Tx, entry: EntryDraft) =>
  tx.run(sql`
    insert into waitlist_entries (store_id, id, place_id, buyer_id, quantity, item, slot, starts_at,
                                  state, joined_at, ranked_at)
    values (${entry.storeId}, ${entry.id}, ${entry.placeId}, ${entry.buyerId}, ${entry.quantity},
            ${JSON.stringify(entry.item)}, ${entry.slot}, ${entry.startsAt}, 'waiting',
            ${tx.now}, ${tx.now})
  `)

/** An entry of a guest, whichever store it is at. */
export const findOwn = (on: Queryable, buyerId: Id<'Account'>, id: Id<'WaitlistEntry'>) =>
  on.maybe<{ storeId: Id<'Store'>; orderId: Id<'Order'> | null }>(sql`
    select w.store_id as "storeId", w.order_id as "orderId" from waitlist_entries w
     where w.id = ${id} and w.buyer_id = ${buyerId}
  `)

export const lockEntry = (tx: Tx, storeId: Id<'Store'>, id: Id<'WaitlistEntry'>) =>
  tx.maybe<{ state: EntryState; orderId: Id<'Order'> | null; buyerId: Id<'Account'> }>(sql`
    select w.state, w.order_id as "orderId", w.buyer_id as "buyerId" from waitlist_entries w
     where w.store_id = ${storeId} and w.id = ${id}
       for update
  `)

export const endEntry = (
  tx: Tx,
  storeId: Id<'Store'>,
  id: Id<'WaitlistEntry'>,
  state: Exclude<EntryState, 'waiting' | 'offered'>,
) =>
  tx.run(sql`
    update waitlist_entries set state = ${state}, ended_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and state in ('waiting', 'offered')
  `)

/** What an offer has come to, with the number of those it let pass. */
const outcome = (now: Date): Sql => sql`
  case when o.paid_at is not null then 'accepted'
       when o.status = 'canceled' then 'declined'
       when w.lapses + 1 >= 2 or w.starts_at <= ${now} then 'dropped'
       else 'waiting' end`

/**
 * Ends offers whose orders are paid, canceled or dead; each once, whichever process finds it. Who let one
 * pass waits again behind the others, and the second time no more.
 */
export const settleOffers = (tx: Tx, most: number) =>
  tx.rows<{ id: Id<'WaitlistEntry'> }>(sql`
    with over as (
      select w.store_id, w.id, ${outcome(tx.now)} as becomes,
             (o.paid_at is null and o.status <> 'canceled')::integer as lapse
        from waitlist_entries w
        join orders o on o.store_id = w.store_id and o.id = w.order_id
       where w.state = 'offered' and not ${isAlive(tx.now)}
       limit ${most}
         for update of w skip locked
    )
    update waitlist_entries w
       set state = over.becomes, lapses = w.lapses + over.lapse,
           order_id = case when over.becomes = 'waiting' then null else w.order_id end,
           ranked_at = case when over.becomes = 'waiting' then ${tx.now} else w.ranked_at end,
           ended_at = case when over.becomes = 'waiting' then null else ${tx.now}::timestamptz end
      from over
     where w.store_id = over.store_id and w.id = over.id and w.state = 'offered'
    returning w.id
  `)

/** An entry that waits, at a place of which something is free. */
export interface DueEntry {
  readonly id: Id<'WaitlistEntry'>
  readonly storeId: Id<'Store'>
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly storeDoor: string
  readonly buyerId: Id<'Account'>
  readonly quantity: number
  readonly item: Readonly<Record<string, string>>
  /** Free units of the place, with those that are not back yet. */
  readonly units: number
  /** Null: the default. */
  readonly offerMinutes: number | null
}

/** The line of a place. */
export interface Line extends Pick<DueEntry, 'storeId' | 'placeId'> {
  readonly entries: number
}

/** Lines of which enough is free for somebody. */
export const listDueLines = (on: Queryable, now: Date) =>
  on.rows<Line>(sql`
    with line as (
      select w.store_id, w.place_id, min(w.quantity) as least, count(*)::integer as entries
        from waitlist_entries w
       where w.state = 'waiting' and w.starts_at > ${now}
       group by w.store_id, w.place_id
    )
    select line.store_id as "storeId", line.place_id as "placeId", line.entries
      from line join places p on p.store_id = line.store_id and p.id = line.place_id
      left join waitlist_terms t on t.store_id = line.store_id
     where t.is_on is not false and p.remaining - p.excess + ${letGo(now)} >= line.least
     order by line.store_id, line.place_id
  `)

/** Who waits in these lines, in order. */
export const listDue = (on: Queryable, now: Date, lines: readonly Line[]) =>
  on.rows<DueEntry>(sql`
    select w.id, w.store_id as "storeId", w.place_id as "placeId", p.key,
           p.remaining - p.excess + ${letGo(now)} as units,
           w.buyer_id as "buyerId", w.quantity, w.item, s.front_door as "storeDoor",
           t.offer_minutes as "offerMinutes"
      from unnest(${uuids(lines.map(({ storeId }) => storeId))}::uuid[],
                  ${uuids(lines.map(({ placeId }) => placeId))}::uuid[]) as line (store_id, place_id)
      join places p on p.store_id = line.store_id and p.id = line.place_id
      join waitlist_entries w on w.store_id = p.store_id and w.place_id = p.id
                             and w.state = 'waiting' and w.starts_at > ${now}
      join stores s on s.id = line.store_id
      left join waitlist_terms t on t.store_id = line.store_id
     order by w.ranked_at, w.id
  `)

/** An entry as its guest and its store see it. */
export interface EntryRow {
  readonly id: Id<'WaitlistEntry'>
  readonly storeId: Id<'Store'>
  readonly storeName: string
  readonly storeDoor: string
  readonly timeZone: string
  readonly key: string
  readonly item: Readonly<Record<string, string>>
  readonly quantity: number
  readonly startsAt: Date
  readonly state: EntryState
  readonly joinedAt: Date
  readonly lapses: number
  readonly orderId: Id<'Order'> | null
  readonly buyerId: Id<'Account'>
  /** Until when its offer stands; null: it has none. */
  readonly expiresAt: Date | null
  /** The status of its order that every reader must see. */
  readonly status: 'ready' | 'paid' | 'failed' | 'canceled' | null
  /** How many wait before it; null: it does not wait. */
  readonly ahead: number | null
  readonly now: Date
}

const entries = (where: Sql, now: Date): Sql => sql`
  select w.id, w.store_id as "storeId", s.name as "storeName", s.front_door as "storeDoor",
         s.time_zone as "timeZone", p.key, w.item, w.quantity, w.starts_at as "startsAt", w.state,
         w.joined_at as "joinedAt", w.lapses, w.order_id as "orderId",
         w.buyer_id as "buyerId", o.expires_at as "expiresAt",
         ${statusAt(now)} as status, ${now}::timestamptz as now,
         case when w.state = 'waiting' then
           (select count(*)::integer from waitlist_entries b
             where b.store_id = w.store_id and b.place_id = w.place_id and b.state = 'waiting'
               and (b.ranked_at, b.id) < (w.ranked_at, w.id)) end as ahead
    from waitlist_entries w
    join stores s on s.id = w.store_id
    join places p on p.store_id = w.store_id and p.id = w.place_id
    left join orders o on o.store_id = w.store_id and o.id = w.order_id
   where ${where}`

export const listOwn = (on: Queryable, buyerId: Id<'Account'>, now: Date, most: number) =>
  on.rows<EntryRow>(sql`
    ${entries(sql`w.buyer_id = ${buyerId}`, now)} order by w.joined_at desc, w.id desc limit ${most}
  `)

/** Open entries of times that begin in [begins, ends), by time and turn. */
export const listOfDay = (
  on: Queryable,
  storeId: Id<'Store'>,
  { begins, ends }: { readonly begins: Date; readonly ends: Date },
  now: Date,
  most: number,
) =>
  on.rows<EntryRow>(sql`
    ${entries(
      sql`w.store_id = ${storeId} and w.starts_at >= ${begins} and w.starts_at < ${ends}
          and w.state in ('waiting', 'offered', 'accepted')`,
      now,
    )}
    order by w.starts_at, w.ranked_at, w.id limit ${most}
  `)

/** Removes entries of times that began before an instant. */
export const removeOld = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from waitlist_entries
     where (store_id, id) in (
             select w.store_id, w.id from waitlist_entries w where w.starts_at < ${before}
              order by w.starts_at limit ${most})
  `)

/** Removes all that an account waits, or has waited, for. */
export const eraseEntries = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`delete from waitlist_entries where buyer_id = ${accountId}`)
