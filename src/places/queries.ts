import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { LeftPlace, Place, PlaceDraft, Size } from './rules.ts'

// Lock order: places by id, then orders, then payments.

/** Reads places and locks them until commit. */
export const lockPlaces = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Place'>[]) =>
  on.rows<Place>(sql`
    select id, capacity, remaining, excess, starts_at as "startsAt"
      from places
     where store_id = ${storeId} and id = any(${ids}::uuid[])
     order by id
       for update
  `)

/**
 * Creates missing places. Runs in a transaction of its own, so that nobody
 * waits for a place being created while holding locks (deadlock).
 */
export const makePlaces = (on: Queryable, storeId: Id<'Store'>, drafts: readonly PlaceDraft[]) =>
  on.run(sql`
    insert into places (store_id, id, key, starts_at, capacity, remaining)
    select ${storeId}, draft.id, draft.key, draft.starts_at, draft.capacity, draft.capacity
      from unnest(
             ${drafts.map(({ id }) => id)}::uuid[],
             ${drafts.map(({ key }) => key)}::text[],
             ${drafts.map(({ startsAt }) => startsAt)}::timestamptz[],
             ${drafts.map(({ capacity }) => capacity)}::integer[]
           ) as draft (id, key, starts_at, capacity)
     order by draft.id
        on conflict do nothing
  `)

/** Places in one event: PostgreSQL compresses larger ones, which costs more than a row. */
const EVENT_PLACES_MOST = 12

/** Publishes what remains of some places: an event in the outbox costs as much as a place. */
const tellOf = (places: Sql, storeId: Id<'Store'>, now: Date): Sql => sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'places.changed', ${storeId},
           jsonb_object_agg(id, jsonb_build_object('key', key, 'remaining', remaining)), ${now}
      from (select *, (row_number() over () - 1) / ${EVENT_PLACES_MOST}::integer as event
              from ${places}) as told
     group by event`

/**
 * Creates places of which some is taken at once, and publishes them. One that another transaction is
 * creating is waited for, so the caller has taken every other lock of places before (see README).
 *
 * @returns how many were created; fewer than drafts when others were faster
 */
export const insertTaken = (
  tx: Tx,
  storeId: Id<'Store'>,
  drafts: readonly (PlaceDraft & { readonly taken: number })[],
) =>
  tx.one<{ made: number }>(sql`
    with made as (
      insert into places (store_id, id, key, starts_at, capacity, remaining)
      select ${storeId}, draft.id, draft.key, draft.starts_at, draft.capacity,
             draft.capacity - draft.taken
        from unnest(
               ${uuids(drafts.map(({ id }) => id))}::uuid[],
               ${drafts.map(({ key }) => key)}::text[],
               ${drafts.map(({ startsAt }) => startsAt)}::timestamptz[],
               ${drafts.map(({ capacity }) => capacity)}::integer[],
               ${drafts.map(({ taken }) => taken)}::integer[]
             ) as draft (id, key, starts_at, capacity, taken)
       order by draft.id
          on conflict do nothing
      returning id, key, remaining
    ), told as (${tellOf(sql`made`, storeId, tx.now)})
    select count(*)::integer as made from made
  `)

/** When places begin, without locking them. */
export const readStarts = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Place'>[]) =>
  on.rows<Pick<Place, 'id' | 'startsAt'>>(sql`
    select id, starts_at as "startsAt"
      from places
     where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
  `)

/** Whether a place was ever claimed in the store. */
export const hasPlaces = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(sql`select 1 from places where store_id = ${storeId} limit 1`)) !== undefined

/**
 * Changes remaining counts (the table refuses negative ones) and publishes them. What comes back
 * lowers the excess first.
 */
export const movePlaces = (tx: Tx, storeId: Id<'Store'>, moves: ReadonlyMap<Id<'Place'>, number>) =>
  tx.run(sql`
    with moved as (
      update places
         set capacity = places.capacity - least(places.excess, greatest(move.by, 0)),
             remaining = places.remaining + move.by - least(places.excess, greatest(move.by, 0)),
             excess = places.excess - least(places.excess, greatest(move.by, 0))
        from unnest(${[...moves.keys()]}::uuid[], ${[...moves.values()]}::integer[]) as move (id, by)
       where places.store_id = ${storeId} and places.id = move.id
      returning places.id, places.key, places.remaining
    )
    ${tellOf(sql`moved`, storeId, tx.now)}
  `)

/** Writes sizes, and publishes what remains. */
export const resizePlaces = (tx: Tx, storeId: Id<'Store'>, places: readonly Size[]) =>
  tx.run(sql`
    with resized as (
      update places
         set capacity = size.capacity, remaining = size.remaining, excess = size.excess
        from unnest(
               ${places.map(({ id }) => id)}::uuid[],
               ${places.map(({ capacity }) => capacity)}::integer[],
               ${places.map(({ remaining }) => remaining)}::integer[],
               ${places.map(({ excess }) => excess)}::integer[]
             ) as size (id, capacity, remaining, excess)
       where places.store_id = ${storeId} and places.id = size.id
      returning places.id, places.key, places.remaining
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'place.changed', id,
           jsonb_build_object('placeId', id, 'key', key, 'remaining', remaining), ${tx.now}
      from resized
  `)

/** Marks places as left by their offers, or as not left. */
export const writeLeft = (
  tx: Tx,
  storeId: Id<'Store'>,
  ids: readonly Id<'Place'>[],
  hasLeft: boolean,
) =>
  tx.run(sql`
    update places set left_at = case when ${hasLeft}::boolean then ${tx.now}::timestamptz end
     where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
  `)

/** The places of these stores that their offers have left and that are not long over. */
export const listLeft = (on: Queryable, storeIds: readonly Id<'Store'>[], now: Date | Sql) =>
  on.rows<LeftPlace & { storeId: Id<'Store'> }>(sql`
    select store_id as "storeId", key, starts_at as "startsAt", capacity
      from places
     where store_id = any(${uuids(storeIds)}::uuid[]) and left_at is not null
       and starts_at > ${now}::timestamptz - interval '2 days'
  `)
