import type { Engine } from '../src/engine.ts'
import type { Id } from '../src/kernel/id.ts'
import { sql, type Tx } from '../src/postgres/sql.ts'
import { say, whole } from './measure.ts'

const atOnce = 100_000
const stores = 100
const placesPerStore = 2_000
/** Each buyer has this many orders; one in this many of all is a living hold. */
const ordersPerBuyer = 5
const readyOneIn = 50

/**
 * Fills a database with orders as years of business leave them: a hundred stores, each order with
 * its line, most paid, some canceled or failed, one in fifty ready. A share goes to `storeId`.
 * Stops early when `patienceSeconds` are over.
 *
 * @returns how many there are now
 */
export async function fillOrders(
  { database, newId }: Engine,
  storeId: Id<'Store'>,
  { orders, patienceSeconds }: { readonly orders: number; readonly patienceSeconds: number },
): Promise<number> {
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    select gen_random_uuid(), ${newId()}, 'dining', 'store ' || at, 'Asia/Seoul', 'KRW', now()
      from generate_series(2, ${stores}::integer) as at
  `)
  await database.run(sql`
    insert into places (store_id, id, key, starts_at, capacity, remaining)
    select id, md5(id || at::text)::uuid, 'filled/' || at,
           now() + make_interval(hours => at) - interval '40 days', 1000000, 500000
      from stores cross join generate_series(0, ${placesPerStore - 1}::integer) as at
  `)
  const beganAt = performance.now()
  let filled = 0
  while (filled < orders && performance.now() - beganAt < patienceSeconds * 1000) {
    const more = Math.min(atOnce, orders - filled)
    await database.transaction((tx) => fillSome(tx, storeId, filled, filled + more - 1, orders))
    filled += more
  }
  for (const table of ['orders', 'order_lines', 'places', 'stores'])
    await database.pool.query(`vacuum analyze ${table}`)
  say(`${whole(filled)} orders written in ${whole((performance.now() - beganAt) / 1000)} s`)
  return filled
}

/** Orders `from` to `to`, with ids and numbers of their time as claims make them. */
async function fillSome(tx: Tx, storeId: Id<'Store'>, from: number, to: number, all: number) {
  await tx.run(sql`set constraints all deferred`)
  await tx.run(sql`
    create temporary table filling on commit drop as
    with sold_by as (
      select array_agg(id order by id = ${storeId} desc, id) as ids from stores
    )
    select at, md5('order' || at) as random, md5('buyer' || at % ${all / ordersPerBuyer}::integer)::uuid as buyer_id,
           ids[1 + at % cardinality(ids)] as store_id,
           now() - interval '1 year' * (1 - at / ${all}::double precision) as created_at,
           case when at % ${readyOneIn} = 0 then 'ready'
                when at % 10 = 1 then 'failed'
                when at % 10 = 2 then 'canceled' else 'paid' end as status
      from generate_series(${from}::integer, ${to}::integer) as at cross join sold_by
  `)
  await tx.run(sql`
    alter table filling add column id uuid;
    update filling
       set id = (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0')
                 || '7' || substr(random, 1, 3) || '8' || substr(random, 4, 15))::uuid
  `)
}
