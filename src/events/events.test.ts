import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import { publish } from './outbox.ts'
import { killServer, makeSeen, readSeen, recorder, startServer } from './recorder.fixture.ts'
import { drain } from './relay.ts'
import { startEvents } from './start.ts'

let engine: TestEngine
let servers: ChildProcess[]
beforeEach(async () => {
  engine = await testEngine()
  servers = []
  await makeSeen(engine)
})
afterEach(async () => {
  for (const server of servers) await killServer(server)
  await engine.close()
})

async function open({ handleMs = 0 } = {}): Promise<ChildProcess> {
  const server = await startServer(engine.databaseUrl, { handleMs })
  servers.push(server)
  return server
}

const paid = (tx: Tx, subjectId: string, seq: number) =>
  publish(tx, { topic: 'order.paid', storeId: null, subjectId, body: { seq } })

/** Publishes 1, 2, 3 … of each subject in order, from several concurrent writers. */
async function publishAll(subjects: readonly string[], count: number): Promise<void> {
  const { database } = engine
  await database.run(sql`create table turns (subject_id uuid primary key, seq integer not null)`)
  await database.run(
    sql`insert into turns select subject_id, 0 from unnest(${subjects}::uuid[]) as subject_id`,
  )
  const turns = subjects.flatMap((subjectId) => Array.from({ length: count }, () => subjectId))
  const left = turns.sort(() => Math.random() - 0.5).values()
  const write = async () => {
    for (const subjectId of left)
      await database.transaction(async (tx) => {
        const { seq } = await tx.one<{ seq: number }>(sql`
          update turns set seq = seq + 1 where subject_id = ${subjectId} returning seq
        `)
        await paid(tx, subjectId, seq)
        await pause(Math.random() * 6) // other transactions commit meanwhile
      })
  }
  await Promise.all(Array.from({ length: 12 }, write))
}

/** What was handled of each subject, without redeliveries. */
async function firstSeen(): Promise<Map<string, number[]>> {
  const seen = Map.groupBy(await readSeen(engine), ({ subjectId }) => subjectId)
  return new Map(
    [...seen].map(([subjectId, rows]) => [subjectId, [...new Set(rows.map(({ seq }) => seq))]]),
  )
}

const isAllSeen = async (count: number) =>
  expect
    .poll(async () => [...(await firstSeen()).values()].flat().length, { timeout: 30_000 })
    .toBe(count)

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const newIds = (count: number) => Array.from({ length: count }, () => engine.newId<'Order'>())

test('with many writers and two servers, each subject’s events arrive once, in commit order', async () => {
  await Promise.all([open(), open()])
  const subjects = newIds(20)
  await publishAll(subjects, 25)
  await isAllSeen(500)
  const seen = await readSeen(engine)
  expect(seen.length).toBe(500)
  expect(new Set(seen.map(({ process }) => process)).size).toBe(1)
  for (const subjectId of subjects)
    expect(seen.filter((row) => row.subjectId === subjectId).map(({ seq }) => seq)).toEqual(
      upTo(25),
    )
  await expectCleanAudit(engine)
}, 180_000)

test('a server that is killed redelivers and loses nothing; the other one goes on', async () => {
  const first = await open({ handleMs: 50 })
  await open()
  const telling = publishAll(newIds(10), 30)
  await expect
    .poll(async () => (await readSeen(engine)).length, { timeout: 30_000 })
    .toBeGreaterThan(20)
  await killServer(first)
  await telling
  await isAllSeen(300)
  const seen = await readSeen(engine)
  expect(seen.length).toBeGreaterThan(300)
  expect(new Set(seen.map(({ process }) => process)).size).toBe(2)
  for (const [, seqs] of await firstSeen()) expect(seqs).toEqual(upTo(30))
  // A redelivery has the id of the first delivery.
  const names = new Map(seen.map((row) => [`${row.subjectId} ${row.seq}`, row.eventId]))
  for (const row of seen) expect(names.get(`${row.subjectId} ${row.seq}`)).toBe(row.eventId)
}, 180_000)

test('an event that commits late is delivered, although a higher id was delivered before', async () => {
  await open()
  const [early = '', late = ''] = newIds(2)
  await engine.database.transaction(async (tx) => {
    await paid(tx, late, 1)
    await engine.database.transaction((other) => paid(other, early, 1))
    await isAllSeen(1)
    expect([...(await firstSeen()).keys()]).toEqual([early])
  })
  await isAllSeen(2)
})

test('topics for the bus only are not logged', async () => {
  await engine.database.transaction(async (tx) => {
    const [placeId = '', orderId = ''] = newIds(2)
    await publish(tx, { topic: 'place.changed', storeId: placeId, subjectId: placeId })
    await paid(tx, orderId, 1)
  })
  expect(await drain(engine)).toBe(2)
  const kept = await engine.database.rows(sql`select topic from events`)
  expect(kept).toEqual([{ topic: 'order.paid' }])
  await expect(engine.database.run(sql`update events set topic = 'other'`)).rejects.toThrow(
    /append-only/,
  )
})

test('the outbox table does not grow with throughput', async () => {
  await open()
  const sizeAfter = async (count: number) => {
    await engine.database.run(sql`
      insert into outbox (topic, subject_id, body, at)
      select 'order.paid', gen_random_uuid(), '{"seq": 1}', now()
        from generate_series(1, ${count}::integer)
    `)
    await expect
      .poll(() => engine.database.maybe(sql`select 1 from outbox`), { timeout: 10_000 })
      .toBeUndefined()
    const { size } = await engine.database.one<{ size: number }>(
      sql`select pg_relation_size('outbox') as size`,
    )
    return size
  }
  const sizes: number[] = []
  for (let round = 0; round < 16; round++) sizes.push(await sizeAfter(2000))
  // Publishing may outrun the vacuum by a round or two. Without vacuum it is eight times the
  // second.
  expect(sizes.at(-1)).toBeLessThan(4 * (sizes[1] ?? 0))
}, 60_000)

test('two servers that drain concurrently give each event one position', async () => {
  const [subjectId = ''] = newIds(1)
  await engine.database.transaction(async (tx) => {
    for (const seq of upTo(300)) await paid(tx, subjectId, seq)
  })
  await Promise.all(upTo(8).map(() => drain(engine)))
  const kept = await engine.database.rows<{ seq: number }>(
    sql`select (body ->> 'seq')::integer as seq from events order by position`,
  )
  expect(kept.map(({ seq }) => seq)).toEqual(upTo(300))
})

test('while one server relays, no other assigns positions', async () => {
  const [subjectId = ''] = newIds(1)
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = async () => {
    begun.resolve()
    await go.promise
  }
  await engine.database.transaction((tx) => paid(tx, subjectId, 1))
  const first = drain(engine, [holding])
  await begun.promise
  await engine.database.transaction((tx) => paid(tx, subjectId, 2))
  expect(await drain(engine)).toBe(0)
  go.resolve()
  expect([await first, await drain(engine)]).toEqual([1, 1])
})

test('a server whose connection is cut reconnects, listens and goes on', async () => {
  await open()
  const [subjectId = ''] = newIds(1)
  await engine.database.transaction((tx) => paid(tx, subjectId, 1))
  await isAllSeen(1)
  await engine.database.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'jari listen' and datname = current_database()
  `)
  await engine.database.transaction((tx) => paid(tx, subjectId, 2))
  await isAllSeen(2)
})

test('two consumers cannot share a name, and an invalid NATS address is refused', async () => {
  const consumers = [recorder(0), recorder(0)]
  const { databaseUrl } = engine
  await expect(startEvents(engine, databaseUrl, { consumers })).rejects.toThrow(/one name/)
  for (const natsUrl of ['localhost:4222', 'http://localhost', 'nats://a,http://b'])
    await expect(startEvents(engine, databaseUrl, { natsUrl })).rejects.toThrow(/NATS_URL/)
})

test('who waited for a subject tells after who was before them, although they began earlier', async () => {
  const subjectId = engine.newId<'Order'>()
  const { database } = engine
  await database.run(sql`create table turns (subject_id uuid primary key, seq integer not null)`)
  await database.run(sql`insert into turns values (${subjectId}, 0)`)
  const take = (tx: Tx) =>
    tx.run(sql`update turns set seq = seq + 1 where subject_id = ${subjectId}`)
  const begun = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  const late = database.transaction(async (tx) => {
    begun.resolve()
    await told.promise
    await take(tx) // waits for the commit of the other
    await paid(tx, subjectId, 2)
  })
  await begun.promise
  await database.transaction(async (tx) => {
    await take(tx)
    await paid(tx, subjectId, 1)
    told.resolve()
    await pause(50)
  })
  await late
  const seen: unknown[] = []
  await drain(engine, [async (_, events) => void seen.push(...events.map(({ body }) => body))])
  expect(seen).toEqual([{ seq: 1 }, { seq: 2 }])
})

test('what one statement tells of one subject comes in its order, also within a microsecond', async () => {
  const subjectId = engine.newId<'Payment'>()
  await engine.database.run(sql`
    insert into outbox (topic, subject_id, number, body, at, told_at)
    select 'order.paid', ${subjectId}, nth, jsonb_build_object('seq', nth), now(), at
      from generate_series(50, 1, -1) as nth, (select clock_timestamp() as at) as once`)
  const seen: unknown[] = []
  await drain(engine, [async (_, events) => void seen.push(...events.map(({ body }) => body))])
  expect(seen).toEqual(upTo(50).map((seq) => ({ seq })))
})

test('positions have no gap and never go back, also when two relays come at once', async () => {
  const subjectId = engine.newId<'Order'>()
  for (let round = 0; round < 5; round += 1) {
    await engine.database.transaction(async (tx) => {
      for (const seq of upTo(7)) await paid(tx, subjectId, round * 7 + seq)
    })
    await Promise.all([drain(engine), drain(engine), drain(engine)])
  }
  const events = await engine.database.rows<{ position: number; seq: number }>(sql`
    select position, (body ->> 'seq')::integer as seq from events order by position`)
  expect(events.map(({ seq }) => seq)).toEqual(upTo(35))
  expect(events.map(({ position }) => position)).toEqual(upTo(35))
})
