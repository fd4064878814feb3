import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, headers, type NatsConnection } from '@nats-io/transport-node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type NatsServer, natsServer } from '../../../test/nats-server.ts'
import { sql } from '../../postgres/sql.ts'
import type { Consumer } from '../consumer.ts'
import { listDeadLetters, replayDeadLetter, replayFrom } from '../dead-letters.ts'
import { publish } from '../outbox.ts'
import { killServer, makeSeen, startServer } from '../recorder.fixture.ts'
import { startEvents } from '../start.ts'
import { connectNats, ensureStreams } from './connection.ts'
import { publishToNats } from './publish.ts'

/** Topics that other services publish too. */
const shared = new Set(['remove-timetable'])

/** For assertions that must come true. */
const patience = { timeout: 30_000 }

let engine: TestEngine
let nats: NatsServer
let closing: (() => Promise<unknown>)[]
let logged: string[]
beforeEach(async () => {
  ;[engine, nats] = await Promise.all([testEngine(), natsServer()])
  closing = []
  logged = []
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  await Promise.all([engine.close(), nats.close()])
})

/** Starts delivery. Returns the subjects that were removed, by either way. */
async function open({ publicUrl = engine.publicUrl } = {}): Promise<string[]> {
  const removed: string[] = []
  const consumer: Consumer = {
    name: 'remover',
    topics: ['remove-timetable'],
    async handle(_engine, { body }) {
      removed.push((body as { shopId: string }).shopId)
    },
  }
  const server = { ...engine, publicUrl }
  const events = await startEvents(server, engine.databaseUrl, {
    consumers: [consumer],
    natsUrl: nats.url,
    failed: (part) => logged.push(`${part} waits`),
    recovered: (part) => logged.push(`${part} goes on`),
  })
  closing.push(() => events.stop())
  return removed
}

/** Another service on the same NATS. */
async function stranger(): Promise<NatsConnection> {
  const connection = await connect({ servers: nats.url, reconnect: false })
  closing.push(() => connection.close())
  return connection
}

/** All messages of a stream in order; none while NATS or the stream is missing. */
async function held(stream: string) {
  const connection = await stranger()
  const manager = await jetstreamManager(connection)
  const info = await manager.streams.info(stream).catch(() => undefined)
  if (!info || info.state.messages === 0) return []
  const reader = await jetstream(connection).consumers.get(stream)
  const messages = []
  for await (const message of await reader.consume()) {
    messages.push({
      subject: message.subject,
      type: message.headers?.get('content-type'),
      msgId: message.headers?.get('Nats-Msg-Id'),
      event: message.string().startsWith('{') ? message.json<CloudEvent>() : undefined,
    })
    if (message.info.pending === 0) break
  }
  return messages
}

interface CloudEvent {
  readonly id: string
  readonly data: { readonly seq: number }
  readonly subject: string
}

const count = async (stream: string) => {
  const manager = await jetstreamManager(await stranger())
  const { state } = await manager.streams.info(stream)
  return state.messages
}

const isHeld = (stream: string, messages: number) =>
  expect.poll(() => count(stream).catch(() => 0), patience).toBe(messages)

/** Messages from before the stream exists are lost. */
const isReady = () => expect.poll(() => count('JARI_TOPICS').catch(() => -1), patience).toBe(0)

const tellPaid = (subjectId: string, seq: number) =>
  engine.database.transaction((tx) =>
    publish(tx, { topic: 'order.paid', storeId: null, subjectId, body: { seq } }),
  )

test('an event is published as a CloudEvent, and stored once however often it is sent', async () => {
  await open()
  const [subjectId, storeId] = [engine.newId(), engine.newId()]
  await engine.database.transaction((tx) =>
    publish(tx, { topic: 'order.paid', storeId, subjectId, body: { seq: 1 } }),
  )
  await isHeld('JARI', 1)
  await replayFrom(engine.database, 'nats', 0)
  await tellPaid(subjectId, 2)
  await isHeld('JARI', 2)
  const row = await engine.database.one<{ id: string; at: Date }>(
    sql`select id, at from events order by position limit 1`,
  )
  const [first] = await held('JARI')
  expect(first).toEqual({
    subject: 'jari.order.paid',
    type: 'application/cloudevents+json',
    msgId: row.id,
    event: {
      specversion: '1.0',
      id: row.id,
      source: engine.publicUrl,
      type: 'kr.jari.order.paid',
      subject: subjectId,
      time: row.at.toISOString(),
      datacontenttype: 'application/json',
      storeid: storeId,
      data: { seq: 1 },
    },
  })
})

test('while NATS is away everything else goes on; when it is back all events are delivered in order', async () => {
  await open()
  const subjects = Array.from({ length: 5 }, () => engine.newId())
  let seq = 0
  const tellSome = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      seq += 1
      await Promise.all(subjects.map((subjectId) => tellPaid(subjectId, seq)))
    }
  }
  await tellSome(20)
  await nats.kill()
  await tellSome(40)
  await nats.start()
  await tellSome(20)
  await nats.kill() // while it catches up
  await nats.start()
  await isHeld('JARI', 400)
  const messages = await held('JARI')
  for (const subjectId of subjects)
    expect(
      messages
        .filter(({ event }) => event?.subject === subjectId)
        .map(({ event }) => event?.data.seq),
    ).toEqual(Array.from({ length: 80 }, (_, at) => at + 1))
  // One line when it goes, one when it is back, and none for the attempts between.
  expect(logged.length).toBeLessThanOrEqual(4)
  expect(logged.every((line, at) => line === (at % 2 === 0 ? 'nats waits' : 'nats goes on'))).toBe(
    true,
  )
}, 180_000)

test('no later message overtakes one that was lost', async () => {
  const connected = await connectNats(nats.url)
  closing.push(() => connected.close())
  await ensureStreams(connected, shared)
  const events = Array.from({ length: 10 }, (_, at) => ({
    position: at,
    id: engine.newId(),
    topic: 'order.paid',
    storeId: null,
    subjectId: engine.newId(),
    body: { seq: at },
    at: new Date(),
    source: null,
  }))
  const { connection } = connected
  let sent = 0
  const losing: typeof connection = Object.create(connection, {
    publish: {
      value: (...ask: Parameters<typeof connection.publish>) => {
        sent += 1
        if (sent !== 4) connection.publish(...ask)
      },
    },
  })
  await expect(
    publishToNats({ ...connected, connection: losing }, events, '/us', { careful: false, shared }),
  ).rejects.toThrow()
  expect(await count('JARI')).toBe(4)
  await publishToNats(connected, events, '/us', { careful: true, shared })
  expect((await held('JARI')).map(({ msgId }) => msgId)).toEqual(events.map(({ id }) => id))
})

test('a server that starts while NATS is away sells, and publishes later', async () => {
  await nats.kill()
  await open()
  const subjectId = engine.newId()
  await tellPaid(subjectId, 1)
  await expect.poll(() => logged, patience).toEqual(['nats waits'])
  await nats.start()
  await isHeld('JARI', 1)
})

test('a shared topic is published under its bare name, and our own echo is handled once', async () => {
  const removed = await open()
  const shopId = engine.newId()
  await engine.database.transaction((tx) =>
    publish(tx, {
      topic: 'remove-timetable',
      storeId: shopId,
      subjectId: shopId,
      body: { shopId },
    }),
  )
  await isHeld('JARI_TOPICS', 1)
  await isHeld('JARI', 1)
  const [bare] = await held('JARI_TOPICS')
  expect(bare).toMatchObject({ subject: 'remove-timetable', event: { data: { shopId } } })
  const other = await stranger()
  other.publish('remove-timetable', engine.newId())
  await expect.poll(() => removed.length, patience).toBe(2) // the echo came before it
  expect(removed[0]).toBe(shopId)
})

test('a message from another service has the same effect, in each of its forms, and twice is harmless', async () => {
  const removed = await open()
  await isReady()
  const other = await stranger()
  const [a, b, c, d] = [engine.newId(), engine.newId(), engine.newId(), engine.newId()]
  const cloudEvent = (id: string, shopId: string) =>
    JSON.stringify({ specversion: '1.0', id, source: '/shops', type: 'x', data: { shopId } })
  other.publish('remove-timetable', JSON.stringify({ shopId: a }))
  other.publish('remove-timetable', b)
  other.publish('remove-timetable', cloudEvent('1', c))
  other.publish('remove-timetable', cloudEvent('1', c))
  const named = headers()
  named.set('Nats-Msg-Id', 'mine')
  other.publish('remove-timetable', d, { headers: named })
  other.publish('remove-timetable', a)
  await expect.poll(() => removed.length, patience).toBe(5)
  expect(removed).toEqual([a, b, c, d, a])
  const published = await engine.database.rows<{ storeId: string | null }>(
    sql`select store_id as "storeId" from events where source is not null`,
  )
  expect(published.length).toBe(5)
  expect(await count('JARI')).toBe(0) // they are in NATS already
})

test('an unreadable message becomes a dead letter and blocks nothing; a replay reads it again', async () => {
  const removed = await open()
  await isReady()
  const other = await stranger()
  const shopId = engine.newId()
  for (const text of ['{"shopId":', '\u0000\ud800 nonsense', '{"shopId":42}', 'x'.repeat(100_000)])
    other.publish('remove-timetable', text)
  other.publish('remove-timetable', new Uint8Array([0xff, 0xfe, 0x00]))
  other.publish('remove-timetable', JSON.stringify({ shopId }))
  await expect.poll(() => removed, patience).toEqual([shopId])
  const letters = await listDeadLetters(engine.database, { after: undefined, limit: 10 })
  expect(letters.map(({ consumer, error }) => [consumer, error])).toEqual(
    Array.from({ length: 5 }, () => ['outside', 'subject-unreadable']),
  )
  const [{ id: letterId } = { id: '' }] = letters
  await replayDeadLetter(engine.database, letterId)
  await expect
    .poll(async () => {
      const [row] = await engine.database.rows<{ tries: number; error: string }>(
        sql`select tries, error from parked_events where letter_id = ${letterId}`,
      )
      return row
    }, patience)
    .toEqual({ tries: 1, error: 'subject-unreadable' })
})

test('a server that cannot reach NATS gives up the lock to another one', async () => {
  const lost = await startEvents(engine, engine.databaseUrl, { natsUrl: 'nats://127.0.0.1:1' })
  closing.push(() => lost.stop())
  await tellPaid(engine.newId(), 1)
  await open()
  await isHeld('JARI', 1)
})

test('two servers on one database receive each message once', async () => {
  const [one, two] = [await open(), await open()]
  await isReady()
  const other = await stranger()
  const shops = Array.from({ length: 30 }, () => engine.newId())
  for (const shopId of shops) other.publish('remove-timetable', shopId)
  await expect.poll(() => one.length + two.length, patience).toBe(30)
  expect([...one, ...two]).toEqual(shops)
})

test('a server that is killed while it publishes leaves no gap; the next one goes on', async () => {
  await makeSeen(engine)
  const servers = []
  for (const _ of [1, 2]) {
    const server = await startServer(engine.databaseUrl, { natsUrl: nats.url })
    closing.push(() => killServer(server))
    servers.push(server)
  }
  const subjectId = engine.newId()
  await expect.poll(() => count('JARI').catch(() => -1), patience).toBe(0)
  for (let seq = 1; seq <= 300; seq += 1) {
    await tellPaid(subjectId, seq)
    if (seq === 150 && servers[0]) await killServer(servers[0])
  }
  await isHeld('JARI', 300)
  const messages = await held('JARI')
  expect(messages.map(({ event }) => event?.data.seq)).toEqual(
    Array.from({ length: 300 }, (_, at) => at + 1),
  )
}, 180_000)
