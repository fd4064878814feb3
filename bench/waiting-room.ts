import type { Id } from '../src/kernel/id.ts'
import { later } from '../src/kernel/time.ts'
import { readNow } from '../src/postgres/now.ts'
import { sql } from '../src/postgres/sql.ts'
import { join } from '../src/waiting-room/join.ts'
import { openRoom } from '../src/waiting-room/operate.ts'
import { type Child, startChild } from './child.ts'
import { type BenchEngine, connectEngine, givenRestaurant } from './engine.ts'
import { givenSessions, post } from './http-claims.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import {
  type Bench,
  byTurns,
  measureRate,
  perSecond,
  type Row,
  say,
  setting,
  whole,
} from './measure.ts'
import { underLoad } from './under-load.ts'

const rounds = 4
const CONNECTIONS = 256

/** Joins and polls of a waiting room, over HTTP. */
export const waitingRoom: Bench = {
  name: 'waiting-room',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const tokens = await givenSessions(engine, setting('BENCH_ACCOUNTS', 20_000))
      const { port } = await server.ask<{ port: number }>({ url })
      const fire = fireAt(generator, port)
      return [await joins(engine, tokens, fire), ...(await polls(engine, fire))]
    }),
}

type Fire = (requests: readonly string[], count?: number) => Promise<LoadAnswer>

const fireAt =
  (generator: Child, port: number): Fire =>
  async (requests, count = requests.length) => {
    const ask: LoadAsk = { port, connections: CONNECTIONS, count, requests }
    const answer = await generator.ask<LoadAnswer>(ask)
    if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
    return answer
  }

/** A room for each round: an account has one ticket of a room. */
async function joins(engine: BenchEngine, tokens: readonly string[], fire: Fire): Promise<Row> {
  const rooms: Id<'Store'>[] = []
  for (let round = 0; round <= rounds; round += 1) rooms.push(await givenRoom(engine))
  const joinAll = (round: number) => {
    const path = `/v1/stores/${rooms[round]}/waiting-room/tickets`
    return fire(tokens.map((token) => post(path, token, {}, { isKeyed: false })))
  }
  await joinAll(rounds)
  const naive = await naiveJoins(engine)
  const { first, second } = await byTurns(rounds, joinAll, naive)
  say(`joins/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
  say(`one transaction a join: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
  say(`joins: p99 ${first.map(({ p99Ms }) => `${p99Ms.toFixed(0)} ms`).join(' ')}`)
  const rate = perSecond(...first)
  const ratio = rate / perSecond(...second)
  return {
    measure: `joins of a waiting room, durable, over HTTP, ${CONNECTIONS} connections`,
    figure: `${whole(rate)}/s`,
    comparedWith: `${whole(perSecond(...second))}/s with a transaction a join, 64 connections`,
    ratio,
    goal: '≥ 8,000/s and ≥ 10×',
    met: rate >= 8_000 && ratio >= 10,
  }
}

/** What each join would cost by itself: count up, insert, commit. */
async function naiveJoins({ database }: BenchEngine) {
  await database.pool.query(`
    create table naive_rooms (id integer primary key, tail integer not null);
    create table naive_tickets (number integer primary key, subject uuid unique);
    insert into naive_rooms values (1, 0);
  `)
  return () =>
    measureRate(2_000, 64, () =>
      database.transaction(async (tx) => {
        const { tail } = await tx.one<{ tail: number }>(
          sql`update naive_rooms set tail = tail + 1 where id = 1 returning tail`,
        )
        await tx.run(sql`insert into naive_tickets values (${tail}, gen_random_uuid())`)
      }),
    )
}

async function polls(engine: BenchEngine, fire: Fire): Promise<Row[]> {
  const storeId = await givenRoom(engine)
  const people = 2_000
  const tickets = await Promise.all(
    Array.from({ length: people }, () => join(engine, { storeId, accountId: engine.newId() })),
  )
  const base = `/v1/stores/${storeId}/waiting-room`
  const count = setting('BENCH_POLLS', 60_000)
  const signed = tickets.map(({ token }) => get(`${base}/position`, { 'waiting-token': token }))
  const shared = [get(base)]
  const empty = [get('/v1/empty')]
  /** With the same headers. */
  const emptySigned = tickets.map(({ token }) => get('/v1/empty', { 'waiting-token': token }))
  await fire(signed, count / 4)
  const rows: Row[] = []
  for (const [measure, requests, others] of [
    ['signed polls of a waiting room', signed, emptySigned],
    ['its shared document', shared, empty],
  ] as const) {
    const before = await statements(engine)
    const { first, second } = await byTurns(
      rounds,
      () => fire(requests, count),
      () => fire(others, count),
    )
    const asked = (await statements(engine)) - before
    say(`${measure}: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
    say(`empty GETs: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
    const ratio = perSecond(...first) / perSecond(...second)
    const each = asked / (count * rounds)
    rows.push({
      measure: `${measure}, ${CONNECTIONS} connections`,
      figure: `${whole(perSecond(...first))}/s, ${each.toFixed(4)} transactions a poll`,
      comparedWith: `${whole(perSecond(...second))} empty GETs/s with the same headers`,
      ratio,
      goal: '≥ 0.9×, 0 statements a poll',
      met: ratio >= 0.9 && each < 0.01,
    })
  }
  return rows
}

/** Transactions of the database so far: jobs and reads of rooms go on beside the polls. */
const statements = async ({ database }: BenchEngine): Promise<number> => {
  const { count } = await database.one<{ count: number }>(sql`
    select (xact_commit + xact_rollback)::integer as count from pg_stat_database
     where datname = current_database()
  `)
  return count
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}): string =>
  [
    `GET ${path} HTTP/1.1`,
    'host: localhost:4000',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')

/** A room in front of a new store, that opens later than any bench ends. */
export async function givenRoom(engine: BenchEngine, opensIn = 86_400): Promise<Id<'Store'>> {
  const storeId = await givenRestaurant(engine)
  const { now } = await readNow(engine.database)
  const opensAt = later(now, opensIn).toISOString()
  await engine.database.transaction((tx) =>
    openRoom(engine, tx, storeId, { opensAt, ratePerMinute: 30_000, capacity: 100_000 }),
  )
  return storeId
}

const MILLION = 1_000_000

/** A million people wait: how long all of them take to join, the opening, and what a process keeps. */
export const million: Bench = {
  name: 'million',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const child = startChild('./waiting-room-process.ts')
    try {
      const people = setting('BENCH_PEOPLE', MILLION)
      const storeId = await givenRoom(engine)
      const joined = await measureRate(people, 4_000, () =>
        join(engine, { storeId, accountId: engine.newId() }),
      )
      say(`${whole(people)} joined in ${joined.seconds.toFixed(1)} s`)
      const { bytes, openedMs } = await child.ask<{ bytes: number; openedMs: number }>({
        url,
        storeId,
      })
      const megabytes = bytes / 2 ** 20
      const factor = people / MILLION
      return [
        {
          measure: `${whole(people)} people join, durable`,
          figure: `${joined.seconds.toFixed(1)} s`,
          comparedWith: `${whole(perSecond(joined))}/s`,
          goal: `≤ ${150 * factor} s`,
          met: joined.seconds <= 150 * factor,
        },
        {
          measure: `opening with ${whole(people)} waiting: their order drawn, the first called`,
          figure: `${whole(openedMs)} ms`,
          comparedWith: 'the instant of the opening',
          goal: '≤ 200 ms',
          met: openedMs <= 200,
        },
        {
          measure: `memory of a process for ${whole(people)} waiting`,
          figure: `${megabytes.toFixed(1)} MB`,
          comparedWith: 'the same process before',
          goal: '≤ 20 MB',
          met: megabytes <= 20,
        },
      ]
    } finally {
      await child.stop()
      await engine.database.close()
      await ground.drop(url)
    }
  },
}
