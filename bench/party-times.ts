import { freeTimes, takeSnapshots } from '../src/front-doors/dining/seating.ts'
import type { Id } from '../src/kernel/id.ts'
import type { WallDate } from '../src/kernel/time.ts'
import { sql } from '../src/postgres/sql.ts'
import { type BenchEngine, soon } from './engine.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, percentile, perSecond, setting, whole } from './measure.ts'
import { underLoad } from './under-load.ts'

const connections = 16
const mostMs = 80
const mostDecisionMs = 2
const decisions = 2_000

/**
 * Free times of parties of one to eight on a date, over many restaurants of 40 tables with joins and 200
 * bookings each; and how long it takes to decide all times of one of them.
 */
export const partyTimes: Bench = {
  name: 'party-times',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const date = soon()
      const storeIds = await givenRestaurants(engine, setting('BENCH_RESTAURANTS', 1_000), date)
      const { port } = await server.ask<{ port: number }>({ url })
      const requests = storeIds.map((id, at) => {
        const path = `/v1/restaurants/${id}/free-times?date=${date}&party=${(at % 8) + 1}`
        return `GET ${path} HTTP/1.1\r\nhost: localhost:4000\r\n\r\n`
      })
      const ask: LoadAsk = { port, connections, count: setting('BENCH_READS', 5_000), requests }
      await generator.ask<LoadAnswer>({ ...ask, count: storeIds.length })
      const answer = await generator.ask<LoadAnswer>(ask)
      if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
      const decided = await decisionTimes(engine, storeIds[0] ?? '', date)
      return [
        {
          measure: `free times, ${whole(storeIds.length)} restaurants: p99, ${connections} connections`,
          figure: `${answer.p99Ms.toFixed(1)} ms`,
          comparedWith: `p50 ${answer.p50Ms.toFixed(1)} ms, ${whole(perSecond(answer))} answers/s`,
          goal: `≤ ${mostMs} ms`,
          met: answer.p99Ms <= mostMs,
        },
        {
          measure: 'all times of one day, 40 tables with joins, 200 bookings: p99 of deciding',
          figure: `${percentile(decided, 0.99).toFixed(2)} ms`,
          comparedWith: `p50 ${percentile(decided, 0.5).toFixed(2)} ms`,
          goal: `≤ ${mostDecisionMs} ms`,
          met: percentile(decided, 0.99) <= mostDecisionMs,
        },
      ]
    }),
}

async function decisionTimes({ database }: BenchEngine, storeId: Id<'Store'>, date: WallDate) {
  const [found] = await takeSnapshots(database, [{ storeId, date }])
  if (!found) throw new Error('there is no such restaurant')
  for (let warm = 0; warm < decisions; warm += 1) freeTimes(found, { party: (warm % 8) + 1 })
  const times = Float64Array.from({ length: decisions }, (_, at) => {
    const party = (at % 8) + 1
    const beganAt = performance.now()
    freeTimes(found, { party })
    return performance.now() - beganAt
  })
  return times.sort()
}

/** Ten tables of each size; each may be pushed to the next of its area. */
async function givenRestaurants(
  { database }: BenchEngine,
  count: number,
  date: WallDate,
): Promise<Id<'Store'>[]> {
  const { patient } = database
  const stores = await patient.rows<{ id: Id<'Store'> }>(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    select gen_random_uuid(), gen_random_uuid(), 'dining', '맛있는 집밥', 'Asia/Seoul', 'KRW', now()
      from generate_series(1, ${count})
    returning id
  `)
  await patient.run(sql`
    insert into dining_areas (store_id, id, name, position)
    select s.id, gen_random_uuid(), 'area ' || area, area
      from stores s cross join generate_series(0, 3) as area
  `)
  await patient.run(sql`
    insert into dining_tables (store_id, id, area_id, name, seats_least, seats_most, walk_in_only,
                               x, y, width, height, shape, position)
    select a.store_id, gen_random_uuid(), a.id, a.position || '-' || one, 1, 2 * a.position + 2, false,
           one * 3, a.position * 3, 2, 2, 'square', a.position * 10 + one
      from dining_areas a cross join generate_series(0, 9) as one
  `)
  await patient.run(sql`analyze dining_tables`)
  await patient.run(sql`
    insert into table_joins (store_id, area_id, one_id, other_id)
    select one.store_id, one.area_id, least(one.id, other.id), greatest(one.id, other.id)
      from dining_tables one
      join dining_tables other on other.store_id = one.store_id and other.area_id = one.area_id
                              and other.position = one.position + 1
  `)
  await patient.run(sql`
    insert into service_hours (store_id, weekday, opens, last_seating, closes)
    select s.id, weekday, 660, 1290, 1380 from stores s cross join generate_series(1, 7) as weekday
  `)
  await givenBookings(database, date)
  return stores.map(({ id }) => id)
}

/** Five at each table, of an hour and a half. */
async function givenBookings({ patient }: BenchEngine['database'], date: WallDate): Promise<void> {
  await patient.run(sql`
    insert into places (store_id, id, key, starts_at, capacity, remaining)
    select t.store_id, gen_random_uuid(),
           'table/' || t.id || '/' || to_char(quarter.at, 'YYYY-MM-DD/HH24:MI'),
           quarter.at at time zone 'Asia/Seoul', 1, 0
      from dining_tables t
      cross join generate_series(0, 4) as booking
      cross join generate_series(0, 5) as part
      cross join lateral (
        select ${date}::date + make_interval(mins =>
                 660 + 15 * (booking * 9 + t.position % 4 + part)) as at
      ) as quarter
  `)
  await patient.run(sql`analyze places, dining_tables, dining_areas, table_joins, service_hours`)
}
