import type { Id } from '../kernel/id.ts'
import { allLetGo, dueBack } from '../orders/alive.ts'
import { uuids } from '../postgres/literal.ts'
import { listed, type Queryable, type Sql, sql } from '../postgres/sql.ts'

// What is taken of places that are quarters of an hour of something: `kind/<of>/<date>/<HH:MM>`.

export interface TakenAsk {
  readonly storeId: Id<'Store'>
  readonly begins: Date
  readonly ends: Date
}

/** Of a resource, or of all that have another middle part of the key. */
export interface TakenRow {
  readonly storeId: Id<'Store'>
  /** As it was asked. */
  readonly begins: Date
  /** The first part of the key. */
  readonly kind: string
  /** The second one. */
  readonly of: string
  /** Of an hour, from the beginning of what was asked for. */
  readonly quarters: readonly number[]
  /** How many of each. */
  readonly taken: readonly number[]
}

/**
 * What is taken of places `p` that begin in [begins, ends), one row a resource. What was let go is taken until
 * it is due back, but not for who waits.
 */
export const readTakenOf = (
  on: Queryable,
  asks: readonly TakenAsk[],
  which: Sql,
  { now, isForWaiting = false }: { readonly now: Date; readonly isForWaiting?: boolean },
) =>
  on.rows<TakenRow>(sql`
    with asked as (
      select * from unnest(
        ${listed(uuids(asks.map(({ storeId }) => storeId)), 'uuid')},
        ${listed(
          asks.map(({ begins }) => begins),
          'timestamptz',
        )},
        ${listed(
          asks.map(({ ends }) => ends),
          'timestamptz',
        )}
      ) as a (store_id, begins, ends)
    ), due as (
      select store_id, place_id, sum(quantity)::integer as quantity
        from (${(isForWaiting ? allLetGo : dueBack)((row) => sql`${row}.store_id in (select store_id from asked)`, now)}) as back
       group by store_id, place_id
    ), found as (
      select p.store_id, asked.begins, split_part(p.key, '/', 1) as kind, split_part(p.key, '/', 2) as of,
             ((extract(epoch from p.starts_at) - extract(epoch from asked.begins)) / 900)::integer
               as quarter,
             p.capacity - p.remaining - coalesce(due.quantity, 0) as taken
        from asked
        join places p on p.store_id = asked.store_id
                     and p.starts_at >= asked.begins and p.starts_at < asked.ends
                     and ${which}
        left join due on due.store_id = p.store_id and due.place_id = p.id
    )
    select store_id as "storeId", begins, kind, of, json_agg(quarter) as quarters, json_agg(taken) as taken
      from found where taken > 0
     group by store_id, begins, kind, of
  `)

/** Of which resources of a kind a buyer has let quarters go: they may have them before they are back. */
export const readOwnFreed = (
  on: Queryable,
  { storeId, buyerId }: { readonly storeId: Id<'Store'>; readonly buyerId: Id<'Account'> },
  { begins, ends }: { readonly begins: Date; readonly ends: Date },
  kind: string,
) =>
  on.rows<{ of: string }>(sql`
    select distinct split_part(p.key, '/', 2) as of
      from freed_places f
      join orders o on o.store_id = f.store_id and o.id = f.order_id and o.buyer_id = ${buyerId}
      join places p on p.store_id = f.store_id and p.id = f.place_id
     where f.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
       and starts_with(p.key, ${`${kind}/`})
  `)
