import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Place, PlaceDraft } from './rules.ts'

// Lock order: places by id, then orders, then payments.

/** Reads places and locks them until commit. */
export const lockPlaces = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Place'>[]) =>
  on.rows<Place>(sql`
    select id, capacity, remaining, starts_at as "startsAt"
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

/** Whether a place was ever claimed in the store. */
export const hasPlaces = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(sql`select 1 from places where store_id = ${storeId} limit 1`)) !== undefined

/** Changes remaining counts (the table refuses negative ones) and publishes them. */
export const movePlaces = (tx: Tx, storeId: Id<'Store'>, moves: ReadonlyMap<Id<'Place'>, number>) =>
  tx.run(sql`
    with moved as (
      update places
         set remaining = places.remaining + move.by
        from unnest(${[...moves.keys()]}::uuid[], ${[...moves.values()]}::integer[]) as move (id, by)
       where places.store_id = ${storeId} and places.id = move.id
      returning places.id, places.remaining
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'place.changed', id,
           jsonb_build_object('placeId', id, 'remaining', remaining), ${tx.now}
      from moved
  `)

export const resizePlaces = (tx: Tx, storeId: Id<'Store'>, places: readonly Place[]) =>
  tx.run(sql`
    with resized as (
      update places
         set capacity = size.capacity, remaining = size.remaining
        from unnest(
               ${places.map(({ id }) => id)}::uuid[],
               ${places.map(({ capacity }) => capacity)}::integer[],
               ${places.map(({ remaining }) => remaining)}::integer[]
             ) as size (id, capacity, remaining)
       where places.store_id = ${storeId} and places.id = size.id
      returning places.id, places.remaining
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'place.changed', id,
           jsonb_build_object('placeId', id, 'remaining', remaining), ${tx.now}
      from resized
  `)
