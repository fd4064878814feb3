import type { Id } from '../kernel/id.ts'
import { dueBack } from '../orders/alive.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

export interface PlacesAsk {
  readonly storeId: Id<'Store'>
  readonly begins: Date
  readonly ends: Date
}

export interface PlaceCount {
  readonly storeId: Id<'Store'>
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  /** How many the store wanted to sell when it was last claimed or resized. */
  readonly capacity: number
  readonly taken: number
}

/**
 * What is taken of the places of many stores that begin in [begins, ends). A place that was never
 * claimed has no row. What was let go is taken until it is due back.
 *
 * @param begin how the keys of the places begin; default: all places
 */
export const countPlaces = (on: Queryable, asks: readonly PlacesAsk[], now: Date, begin = '') =>
  on.rows<PlaceCount>(sql`
    with asked as (
      select * from unnest(
        ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
        ${asks.map(({ begins }) => begins)}::timestamptz[],
        ${asks.map(({ ends }) => ends)}::timestamptz[]
      ) as a (store_id, begins, ends)
    ), due as (
      select store_id, place_id, sum(quantity)::integer as quantity
        from (${dueBack((row) => sql`${row}.store_id in (select store_id from asked)`, now)}) as back
       group by store_id, place_id
    )
    select p.store_id as "storeId", p.id as "placeId", p.key, p.starts_at as "startsAt",
           p.capacity - p.excess as capacity,
           p.capacity - p.remaining - coalesce(due.quantity, 0) as taken
      from asked
      join places p on p.store_id = asked.store_id
                   and p.starts_at >= asked.begins and p.starts_at < asked.ends
                   and starts_with(p.key, ${begin})
      left join due on due.store_id = p.store_id and due.place_id = p.id
  `)
