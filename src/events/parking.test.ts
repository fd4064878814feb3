import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, testServer } from '../../test/server.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { sql } from '../postgres/sql.ts'
import { consume } from './consume.ts'
import type { Consumer } from './consumer.ts'
import { readLags, replayFrom } from './dead-letters.ts'
import { publish } from './outbox.ts'
import { registerConsumer } from './queries.ts'
import { drain } from './relay.ts'
import { forgetOldEvents } from './start.ts'

let engine: TestEngine
/** What the consumer has handled: subject and number. */
let seen: string[]
/** Subjects that fail at the moment. */
let refused: Set<string>
let stopping: AbortController
let names: Map<string, string>

const consumer: Consumer = {
  name: 'careful',
  topics: ['order.paid'],
  async handle(_engine, { subjectId, body }) {
    const name = names.get(subjectId) ?? ''
    if (refused.has(name)) throw new Error('010-1234-5678 is personal')
    seen.push(`${name}${(body as { seq: number }).seq}`)
  },
}

beforeEach(async () => {
  engine = await testEngine()
  seen = []
  refused = new Set()
  names = new Map()
  stopping = new AbortController()
  await registerConsumer(engine.database, consumer.name)
})
afterEach(() => engine.close())

/** Publishes `a1 a2 b1` and so on, relays them, and runs the consumer until it is idle. */
async function publishAndConsume(...events: readonly string[]): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const [name = '', ...seq] of events) {
      const known = [...names].find(([, other]) => other === name)?.[0]
      const subjectId = known ?? engine.newId()
      names.set(subjectId, name)
      const body = { seq: Number(seq.join('')) }
      await publish(tx, { topic: 'order.paid', storeId: null, subjectId, body })
    }
  })
  await drain(engine)
  await goOn()
}

async function goOn(): Promise<void> {
  while ((await consume(engine, consumer, stopping.signal)) > 0);
}

const run = promisify(execFile)

const parked = () =>
  engine.database.rows<{ tries: number; error: string | null; dead: boolean }>(sql`
    select tries, error, next_try_at is null as dead from parked_events order by position
  `)

/** Passes every backoff, until the last try. */
async function dieOut(): Promise<void> {
  for (let hour = 0; hour < 8; hour += 1) {
    await engine.advance(3_600)
    await goOn()
  }
}

interface Letters {
  readonly data: readonly { id: string; consumer: string; tries: number; waiting: number }[]
}

async function admin(): Promise<Person> {
  const server = await testServer(engine)
  const person = await server.customer()
  await engine.database.run(sql`update accounts set role = 'admin'`)
  return person
}

test('a failed event is parked with all that follow of its subject; other subjects go on', async () => {
  refused.add('a')
  await publishAndConsume('a1', 'b1', 'a2', 'b2')
  await publishAndConsume('a3', 'b3')
  expect(seen).toEqual(['b1', 'b2', 'b3'])
  expect(await parked()).toEqual([
    { tries: 1, error: 'Error', dead: false },
    { tries: 0, error: null, dead: false },
    { tries: 0, error: null, dead: false },
  ])
  refused.clear()
  await engine.advance(2)
  await publishAndConsume('a4')
  expect(seen.slice(3)).toEqual(['a1', 'a2', 'a3', 'a4'])
  expect(await parked()).toEqual([])
})

test('a consumer that skips the events of others is not behind them for long', async () => {
  await engine.database.transaction((tx) =>
    publish(tx, { topic: 'order.canceled', storeId: null, subjectId: engine.newId(), body: {} }),
  )
  await drain(engine)
  const behind = async () => {
    await goOn()
    return (await readLags(engine.database)).find((lag) => lag.consumer === consumer.name)?.behind
  }
  await expect.poll(behind, { timeout: 5_000 }).toBe(0)
  expect(seen).toEqual([])
})

test('each backoff is longer; the last failed try makes a dead letter, and nothing overtakes it', async () => {
  refused.add('a')
  await publishAndConsume('a1', 'a2')
  const pauses = [1, 5, 30, 120, 600, 1_800]
  for (const [at, seconds] of pauses.entries()) {
    if (seconds > 100) {
      await engine.advance(seconds - 100)
      await goOn()
      expect((await parked())[0]?.tries).toBe(at + 1)
    }
    await engine.advance(seconds)
    await goOn()
    expect((await parked())[0]?.tries).toBe(at + 2)
  }
  expect((await parked())[0]).toEqual({ tries: 7, error: 'Error', dead: true })
  refused.clear()
  await dieOut()
  await publishAndConsume('a3')
  expect(seen).toEqual([])
  await expectCleanAudit(engine)
})

test('an admin lists dead letters and replays one; what waits behind it follows in order', async () => {
  refused.add('a')
  await publishAndConsume('a1', 'a2', 'b1', 'a3')
  await dieOut()
  const person = await admin()
  const { body } = await person<Letters>('GET', '/v1/dead-letters')
  expect(body.data).toMatchObject([{ consumer: 'careful', tries: 7, waiting: 2 }])
  expect(JSON.stringify(body)).not.toContain('personal')
  const [letter] = body.data
  refused.clear()
  expect((await person('POST', `/v1/dead-letters/${letter?.id}/replay`)).status).toBe(200)
  await goOn()
  expect(seen).toEqual(['b1', 'a1', 'a2', 'a3'])
  const again = await person('POST', `/v1/dead-letters/${letter?.id}/replay`)
  expect([again.status, again.body.type]).toEqual([404, expect.stringMatching(/letter-missing$/)])
  expect((await person<Letters>('GET', '/v1/dead-letters')).body.data).toEqual([])
})

test('dropping a dead letter lets the rest of its subject go on', async () => {
  refused.add('a')
  await publishAndConsume('a1', 'a2')
  await dieOut()
  refused.clear()
  const person = await admin()
  const { body } = await person<Letters>('GET', '/v1/dead-letters?limit=1')
  expect((await person('DELETE', `/v1/dead-letters/${body.data[0]?.id}`)).status).toBe(200)
  await goOn()
  expect(seen).toEqual(['a2'])
})

test('a problem is recorded by its type, an error by its name and code', async () => {
  const full = problem('server-full', 'conflict', { ko: '가득 찼습니다.', en: 'It is full.' })
  const errors = [full(), Object.assign(new TypeError('secret'), { code: 'E1' })]
  expect(errors[0]).toBeInstanceOf(Problem)
  const failing: Consumer = { ...consumer, handle: () => Promise.reject(errors.shift()) }
  await engine.database.transaction(async (tx) => {
    for (const subjectId of [engine.newId(), engine.newId()])
      await publish(tx, { topic: 'order.paid', storeId: null, subjectId })
  })
  await drain(engine)
  await consume(engine, failing, stopping.signal)
  expect((await parked()).map(({ error }) => error)).toEqual(['server-full', 'TypeError E1'])
})

test('a server that shuts down during a batch handles nothing twice', async () => {
  const closing: Consumer = {
    ...consumer,
    async handle(on, event) {
      await consumer.handle(on, event)
      if (seen.length === 3) stopping.abort()
    },
  }
  await engine.database.transaction(async (tx) => {
    const subjectId = engine.newId()
    names.set(subjectId, 'a')
    for (let seq = 1; seq <= 6; seq += 1)
      await publish(tx, { topic: 'order.paid', storeId: null, subjectId, body: { seq } })
  })
  await drain(engine)
  await consume(engine, closing, stopping.signal)
  expect(seen).toEqual(['a1', 'a2', 'a3'])
  stopping = new AbortController()
  await publishAndConsume('a7')
  expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'])
})

test('a consumer replays from a position, or from a time', async () => {
  await publishAndConsume('a1', 'b1', 'a2')
  const [first] = await engine.database.rows<{ position: number }>(
    sql`select position from events order by position`,
  )
  await replayFrom(engine.database, consumer.name, first?.position ?? 0)
  await goOn()
  expect(seen).toEqual(['a1', 'b1', 'a2', 'b1', 'a2'])
  await engine.advance(60)
  await publishAndConsume('c1')
  const { at } = await engine.database.one<{ at: Date }>(sql`select max(at) as at from events`)
  await replayFrom(engine.database, consumer.name, at)
  await goOn()
  expect(seen.slice(5)).toEqual(['c1', 'c1'])
  const before = await engine.database.one<{ position: number }>(
    sql`select position from consumers`,
  )
  expect(await replayFrom(engine.database, consumer.name, 1_000_000)).toBe(before.position)
  expect(await replayFrom(engine.database, 'nobody', 0)).toBeUndefined()
})

test('a replay while the consumer works loses nothing', async () => {
  let isSentBack = false
  const sent: Consumer = {
    ...consumer,
    async handle(on, event) {
      await consumer.handle(on, event)
      if (!isSentBack) await replayFrom(on.cells[0].database, consumer.name, 0)
      isSentBack = true
    },
  }
  await publishAndConsume('a1')
  await engine.database.transaction(async (tx) => {
    const [[subjectId = ''] = []] = [...names]
    await publish(tx, { topic: 'order.paid', storeId: null, subjectId, body: { seq: 2 } })
  })
  await drain(engine)
  await consume(engine, sent, stopping.signal)
  await goOn()
  expect(seen).toEqual(['a1', 'a2', 'a1', 'a2'])
})

test('the log is kept for 30 days, and longer for a consumer that lags behind', async () => {
  const count = async () =>
    (await engine.database.one<{ count: number }>(sql`select count(*) as count from events`)).count
  const known = { consumers: [consumer] }
  await publishAndConsume('a1', 'a2')
  await engine.advance(29 * 86_400)
  expect(await forgetOldEvents(engine, known)).toBe(0)
  await engine.advance(2 * 86_400)
  await registerConsumer(engine.database, 'slow')
  await replayFrom(engine.database, 'slow', 0)
  const slow: Consumer = { ...consumer, name: 'slow' }
  expect(await forgetOldEvents(engine, { consumers: [consumer, slow] })).toBe(0)
  expect(await forgetOldEvents(engine, known)).toBe(2)
  await publishAndConsume('a3')
  expect([await count(), seen]).toEqual([1, ['a1', 'a2', 'a3']])
})

test('an operator sees lag and replays from the command line', async () => {
  refused.add('a')
  await publishAndConsume('a1', 'b1')
  await dieOut()
  const replay = async (...words: string[]) => {
    const environment = { ...process.env, DATABASE_URL: engine.databaseUrl }
    const output = run(process.execPath, ['src/cli/replay.ts', ...words], { env: environment })
    return output.then(
      ({ stdout }) => stdout,
      ({ code, stderr }) => `${code} ${stderr}`,
    )
  }
  const listed = await replay()
  expect(listed).toMatch(/^careful: at \d+, 0 behind, 1 parked, 1 dead letters$/m)
  const [, letterId = ''] = /^(\S{36}) careful: order\.paid of/m.exec(listed) ?? []
  refused.clear()
  expect(await replay('letter', letterId)).toBe('')
  await goOn()
  expect(seen).toEqual(['b1', 'a1'])
  expect(await replay('letter', letterId)).toMatch(/^1 There is no such dead letter/)
  expect(await replay('consumer', 'careful', '0')).toBe('careful goes on after position 0\n')
  await goOn()
  expect(seen).toEqual(['b1', 'a1', 'a1', 'b1'])
  expect(await replay('consumer', 'nobody', '2026-11-27T09:00+09:00')).toMatch(/^1 .*nobody/)
  const misunderstood = [['letter', 'x'], ['consumer', 'careful', 'yesterday'], ['what']]
  for (const output of await Promise.all(misunderstood.map((words) => replay(...words))))
    expect(output).toMatch(/^2 npm run replay/)
}, 180_000)

test('the metrics have each consumer’s lag, parked events and dead letters', async () => {
  refused.add('a')
  await publishAndConsume('a1')
  await dieOut()
  await engine.database.transaction((tx) =>
    publish(tx, { topic: 'order.paid', storeId: null, subjectId: engine.newId() }),
  )
  await drain(engine)
  const { server } = await testServer(engine)
  const { body } = await server.inject('/metrics')
  expect(body).toContain('events_behind{consumer="careful",cell="main"} 1\n')
  expect(body).toContain('dead_letters{consumer="careful",cell="main"} 1\n')
})
