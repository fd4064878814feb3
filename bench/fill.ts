import type { Id } from '../src/kernel/id.ts'
import { type Queryable, sql } from '../src/postgres/sql.ts'
import type { BenchEngine } from './engine.ts'
import { say, whole } from './measure.ts'

const atOnce = 100_000
const stores = 100
const placesPerStore = 500
const ordersPerBuyer = 5

interface FillAsk {
  readonly orders: number
  /** Stops early after this time. */
  readonly patienceSeconds: number
}

/**
 * Fills a database with orders as a year of business does: a hundred stores including `storeId`; of
 * fifty orders 39 are paid, 10 ended without payment, one is a live hold.
 *
 * @returns how many there are now
 */
export async function fillOrders(
  { database, newId }: BenchEngine,
  storeId: Id<'Store'>,
  { orders, patienceSeconds }: FillAsk,
): Promise<number> {
  const beganAt = performance.now()
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    select gen_random_uuid(), ${newId()}, 'dining', 'Store ' || at, 'Asia/Seoul', 'KRW', now()
      from generate_series(2, ${stores}::integer) as at
  `)
  await database.run(sql`
    insert into places (store_id, id, key, starts_at, capacity, remaining)
    select stores.id, md5(stores.id || ' ' || at)::uuid, 'filled/' || at,
           now() + make_interval(hours => at) - interval '10 days', 1000000, 500000
      from stores cross join generate_series(0, ${placesPerStore - 1}::integer) as at
  `)
  let filled = 0
  while (filled < orders && performance.now() - beganAt < patienceSeconds * 1000) {
    const next = Math.min(filled + atOnce, orders)
    await writeOrders(database, storeId, filled, next, orders)
    filled = next
  }
  for (const table of ['stores', 'places', 'orders', 'order_lines'])
    await database.pool.query(`vacuum analyze ${table}`)
  const seconds = (performance.now() - beganAt) / 1000
  say(`${whole(filled)} orders in the table, written in ${whole(seconds)} s`)
  return filled
}

/** Orders `from` to before `to` of `all`, with ids as claims of their time would have. */
const writeOrders = (on: Queryable, storeId: Id<'Store'>, from: number, to: number, all: number) =>
  on.run(sql`
    with open as (
      select array_agg(id order by id <> ${storeId}, id) as stores from stores
    ), drawn as (
      select at, md5(at::text) as random, stores[1 + at % cardinality(stores)] as store_id,
             now() - interval '1 year' * (1 - at / ${all}::double precision) as created_at,
             case when at % 50 = 0 then 'ready'
                  when at % 10 = 1 then 'failed'
                  when at % 10 = 2 then 'canceled' else 'paid' end as status
        from generate_series(${from}::integer, ${to - 1}::integer) as at cross join open
    ), filled as materialized (
      select *,
             (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0')
               || '7' || substr(random, 1, 3) || '8' || substr(random, 4, 15))::uuid as id,
             md5(store_id || ' ' || at / cardinality(stores) % ${placesPerStore}::integer)::uuid
               as place_id,
             -- a hold's buyer holds nothing else: nobody holds one place twice
             md5('buyer ' || case when status = 'ready' then at
                                  else at % ${Math.ceil(all / ordersPerBuyer)}::integer end)::uuid
               as buyer_id
        from drawn cross join open
    ), placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at, paid_at, canceled_at, failed_at, failure)
      select store_id, id, to_char(created_at, 'YYYYMMDDHH24MISS-') || upper(substr(random, 20, 8)),
             buyer_id, '맛있는 집밥 2026-05-01 19:00', status, 30000, 'KRW', created_at,
             case status when 'ready' then now() + interval '1 day'
                         else created_at + interval '10 minutes' end,
             case status when 'paid' then created_at end,
             case status when 'canceled' then created_at end,
             case status when 'failed' then created_at end,
             case status when 'failed' then 'expired' end
        from filled
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
    select store_id, id, place_id, buyer_id, 1, 30000,
           case status when 'ready' then 'held' when 'paid' then 'sold' else 'released' end
      from filled
     order by id
  `)
