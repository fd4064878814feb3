import type pg from 'pg'
import type { Id } from '../src/kernel/id.ts'
import { addDays, type WallDate, weekdayOf } from '../src/kernel/time.ts'
import { sql } from '../src/postgres/sql.ts'
import {
  type BenchEngine,
  connectEngine,
  givenRestaurant,
  givenTableTimes,
  soon,
} from './engine.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, perSecond, say, setting, whole } from './measure.ts'
import { wholeServer } from './server.ts'
import { underLoad } from './under-load.ts'

const weeklyTimes = 200
const connections = 64
const capacity = 8
const mostQueries = 3
const mostMs = 30

/** The ten days of a restaurant with 200 weekly times, two thirds of their places claimed. */
export const dayGrid: Bench = {
  name: 'day-grid',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const path = `/v1/restaurants/${await givenBusyRestaurant(engine)}`
      const statements = await statementsOf(url, path)
      for (const statement of statements) say(statement.replaceAll(/\s+/g, ' ').slice(0, 90))
      const { port } = await server.ask<{ port: number }>({ url })
      const requests = [`GET ${path} HTTP/1.1\r\nhost: localhost:4000\r\n\r\n`]
      const ask: LoadAsk = { port, connections, count: setting('BENCH_READS', 20_000), requests }
      await generator.ask<LoadAnswer>({ ...ask, count: ask.count / 4 })
      const answer = await generator.ask<LoadAnswer>(ask)
      if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
      const measure = `10-day page, ${weeklyTimes} weekly times`
      return [
        {
          measure: `${measure}: queries`,
          figure: `${statements.length}, read only`,
          comparedWith: 'one reader alone; readers at once share them',
          goal: `≤ ${mostQueries}, read only`,
          met: statements.length <= mostQueries,
        },
        {
          measure: `${measure}: p99 over HTTP, ${connections} connections`,
          figure: `${answer.p99Ms.toFixed(1)} ms`,
          comparedWith: `p50 ${answer.p50Ms.toFixed(1)} ms, ${whole(perSecond(answer))} pages/s`,
          goal: `≤ ${mostMs} ms`,
          met: answer.p99Ms <= mostMs,
        },
      ]
    }),
}

async function givenBusyRestaurant(engine: BenchEngine): Promise<Id<'Store'>> {
  const storeId = await givenRestaurant(engine)
  const times = Array.from({ length: weeklyTimes }, (_, at) => ({
    weekday: 1 + (at % 7),
    minute: 600 + 15 * Math.floor(at / 7),
  }))
  const ids = await givenTableTimes(engine, storeId, times, capacity)
  const first = addDays(soon(), -4)
  const offered = Array.from({ length: 10 }, (_, day) => addDays(first, day)).flatMap((date) =>
    times.flatMap(({ weekday, minute }, at) =>
      weekday === weekdayOf(date) ? [{ date, minute, tableTimeId: ids[at] ?? '' }] : [],
    ),
  )
  await givenClaims(
    engine,
    storeId,
    offered.filter((_, at) => at % 3 > 0),
  )
  return storeId
}

interface Offered {
  readonly date: WallDate
  readonly minute: number
  readonly tableTimeId: Id<'TableTime'>
}

/**
 * Claims half of the places: most paid, one a live hold, one dead and not yet expired by the job.
 */
async function givenClaims(
  { database }: BenchEngine,
  storeId: Id<'Store'>,
  offered: readonly Offered[],
): Promise<void> {
  const taken = ['paid', 'paid', 'ready', 'dead']
  await database.run(sql`
    with made as (
      insert into places (store_id, id, key, starts_at, capacity, remaining)
      select ${storeId}, gen_random_uuid(), 'table-time/' || table_time_id || '/' || date,
             (date + make_interval(mins => minute)) at time zone 'Asia/Seoul',
             ${capacity}::integer, ${capacity - taken.length}::integer
        from unnest(
               ${offered.map(({ tableTimeId }) => tableTimeId)}::uuid[],
               ${offered.map(({ date }) => date)}::date[],
               ${offered.map(({ minute }) => minute)}::integer[]
             ) as offered (table_time_id, date, minute)
      returning id
    ), drawn as materialized (
      select id as place_id, gen_random_uuid() as id, gen_random_uuid() as buyer_id, kind
        from made cross join unnest(${taken}::text[]) as kind
    ), placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at, paid_at)
      select ${storeId}, id, 'bench-' || id, buyer_id, '맛있는 집밥',
             case kind when 'paid' then 'paid' else 'ready' end, 30000, 'KRW', now(),
             now() + case kind when 'dead' then interval '-1 second' else interval '1 hour' end,
             case kind when 'paid' then now() end
        from drawn
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
    select ${storeId}, id, place_id, buyer_id, 1, 30000,
           case kind when 'paid' then 'sold' else 'held' end
      from drawn
  `)
}

/** Every statement of one request, sent by read-only sessions. */
async function statementsOf(url: string, path: string): Promise<string[]> {
  const readOnly = new URL(url)
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on')
  const engine = connectEngine(readOnly.href)
  const statements: string[] = []
  engine.database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    client.query = ((...given: unknown[]) => {
      const [statement] = given as [string | pg.QueryConfig]
      statements.push(typeof statement === 'string' ? statement : statement.text)
      return query(...given)
    }) as typeof client.query
  })
  const server = await wholeServer(engine)
  const { statusCode, body } = await server.inject(path)
  await server.close()
  await engine.database.close()
  if (statusCode !== 200) throw new Error(body)
  return statements
}
