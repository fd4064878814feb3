import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Shape, Uuid } from '../kernel/shape.ts'
import { linesOf } from '../waiting-room/lines.ts'
import { openRoom } from '../waiting-room/operate.ts'
import type { Server } from './edge.ts'
import { routeMissing } from './rules.ts'
import { makeServer } from './server.ts'
import { type Channel, type SocketReader, serveSocket, textFrame } from './socket.ts'

/** On a busy machine, too. */
const eventually = <Found>(find: () => Found) => expect.poll(find, { timeout: 8_000 })

const watch = endpoint({
  name: 'watchThing',
  method: 'GET',
  path: '/v1/things/:thingId/live',
  summary: 'A thing',
  role: 'anyone',
  socket: true,
  params: Shape({ thingId: Uuid }),
  answer: Shape({}),
  problems: [],
})

const watchBehind = endpoint({
  ...watch,
  name: 'watchThingOfStore',
  path: '/v1/stores/:storeId/thing/live',
  behindRoomOf: 'storeId',
  params: Shape({ storeId: Uuid }),
})

const THING = '01934000-0000-7000-8000-000000000001'
const NOTHING = '01934000-0000-7000-8000-000000000002'

let engine: TestEngine
let server: Server
let address = ''
let whole = textFrame('"whole"')
const readers = new Set<SocketReader>()
let lefts = 0
const channel: Channel = {
  readers,
  whole: () => whole,
  left() {
    lefts += 1
  },
}

beforeAll(async () => {
  engine = await testEngine()
  server = await makeServer(engine, {
    routes: [
      (on) =>
        serveSocket(on, watch, async ({ thingId }) => {
          if (thingId !== THING) throw routeMissing()
          return channel
        }),
      (on) => serveSocket(on, watchBehind, async () => channel),
    ],
    sandbox: false,
    trustProxy: 'loopback',
  })
  address = (await server.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')
})
afterAll(async () => {
  await server.close()
  await engine.close()
})

/** Opens a socket. @returns its messages, or the status of a refusal */
async function open(path = `/v1/things/${THING}/live`, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${address}${path}`, { headers })
  const messages: string[] = []
  socket.on('message', (data) => messages.push(`${data}`))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy()
      resolve(statusCode)
    })
    socket.on('error', () => resolve(0))
  })
  return { socket, status, messages, closed }
}

const sendAll = (text: string) => {
  for (const reader of readers) reader.send(textFrame(text))
}

test('all readers are sent the whole at once, then each frame, of any size', async () => {
  const [one, two] = [await open(), await open()]
  for (const size of [1, 125, 126, 65_535, 65_536]) sendAll('x'.repeat(size))
  const sizes = ({ messages }: typeof one) => messages.map(({ length }) => length)
  await eventually(() => sizes(one)).toEqual([7, 1, 125, 126, 65_535, 65_536])
  await eventually(() => sizes(two)).toEqual(sizes(one))
  const before = lefts
  for (const { socket, closed } of [one, two]) {
    socket.close()
    expect(await closed).toBe(1005)
  }
  await eventually(() => readers.size).toBe(0)
  expect(lefts).toBe(before + 2)
})

test.each<[string, string, Record<string, string>, number]>([
  ['to an undeclared path', '/v1/nothing/live', {}, 404],
  ['to a path that is no socket', '/readyz', {}, 200],
  ['to something that is not there', `/v1/things/${NOTHING}/live`, {}, 404],
  ['with a wrong id', '/v1/things/x/live', {}, 400],
  ['from another site', `/v1/things/${THING}/live`, { origin: 'https://evil.example' }, 403],
  ['from our pages', `/v1/things/${THING}/live`, { origin: 'http://localhost:4000' }, 101],
])('a handshake %s is answered so', async (_, path, headers, status) => {
  const opened = await open(path, headers)
  expect(opened.status).toBe(status)
  opened.socket.terminate()
  await eventually(() => readers.size).toBe(0)
})

test('without a handshake the address says that it is a socket', async () => {
  const response = await fetch(`${address.replace('ws', 'http')}/v1/things/${THING}/live`)
  expect([response.status, response.headers.get('upgrade')]).toEqual([426, 'websocket'])
  expect(await response.json()).toMatchObject({ code: 'upgrade-required' })
})

test('who says anything is disconnected, and so is who says too much or nonsense', async () => {
  const talking = await open()
  talking.socket.send('hello')
  expect(await talking.closed).toBe(1008)
  const loud = await open()
  loud.socket.send('x'.repeat(5_000))
  expect(await loud.closed).toBe(1009)
  const { port } = new URL(address)
  const raw = connect(Number(port), '127.0.0.1')
  raw.write(
    [
      `GET /v1/things/${THING}/live HTTP/1.1`,
      ...['host: localhost', 'connection: upgrade', 'upgrade: websocket'],
      ...['sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-version: 13', '', ''],
    ].join('\r\n'),
  )
  raw.once('data', () => raw.write('no frame at all'))
  await new Promise((resolve) => raw.once('close', resolve))
  await eventually(() => readers.size).toBe(0)
})

test('one address opens two hundred sockets at most, and new ones as old ones end', async () => {
  const from = (address: string) => open(undefined, { 'x-forwarded-for': address })
  const opened = await Promise.all(Array.from({ length: 200 }, () => from('10.0.0.1')))
  expect(opened.every(({ status }) => status === 101)).toBe(true)
  expect((await from('10.0.0.1')).status).toBe(429)
  const other = await from('10.0.0.2')
  expect(other.status).toBe(101)
  opened[0]?.socket.terminate()
  await eventually(async () => (await from('10.0.0.1')).status).toBe(101)
  for (const { socket } of [...opened, other]) socket.terminate()
})

test('a slow reader misses frames, and is sent the whole once it reads again', async () => {
  const slow = await open(undefined, { 'x-forwarded-for': '10.0.0.3' })
  await eventually(() => slow.messages).toHaveLength(1)
  slow.socket.pause()
  const frames = 2_000
  const each = 'x'.repeat(10_000)
  for (let at = 0; at < frames; at += 1) {
    sendAll(each)
    if (at % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  whole = textFrame('"latest"')
  slow.socket.resume()
  await eventually(() => slow.messages.at(-1)).toBe('"latest"')
  expect(slow.messages.length).toBeLessThan(frames)
  sendAll('"next"')
  await eventually(() => slow.messages.at(-1)).toBe('"next"')
  slow.socket.terminate()
})

test('who does not answer a ping is disconnected', async () => {
  const quiet = await open(undefined, { 'x-forwarded-for': '10.0.0.4' })
  const [reader] = [...readers].slice(-1)
  const round = () => [0, 1, 2, 3, 4].map((turn) => reader?.sweep(turn))
  round()
  await new Promise<void>((resolve) => quiet.socket.once('ping', () => resolve()))
  await new Promise((resolve) => setTimeout(resolve, 50))
  round()
  expect(quiet.socket.readyState).toBe(WebSocket.OPEN)
  round() // the answer to the last one has not come yet
  expect(await quiet.closed).toBe(1006)
})

test('who has no pass of a waiting room cannot come, nor stay once there is one', async () => {
  const storeId = await givenStore(engine)
  const path = `/v1/stores/${storeId}/thing/live`
  const before = await open(path, { 'x-forwarded-for': '10.0.0.6' })
  expect(before.status).toBe(101)
  const [reader] = [...readers].slice(-1)
  const room = { opensAt: '2100-01-01T00:00:00Z', ratePerMinute: 60, capacity: 1 }
  await engine.database.transaction((tx) => openRoom(engine, tx, storeId, room))
  await linesOf(engine).refresh()
  expect((await open(path, { 'x-forwarded-for': '10.0.0.7' })).status).toBe(403)
  for (const turn of [0, 1, 2, 3, 4]) reader?.sweep(turn)
  expect(await before.closed).toBe(1008)
})

test('when the server stops, sockets are told so and do not hold it up', async () => {
  const reader = await open(undefined, { 'x-forwarded-for': '10.0.0.5' })
  await server.close()
  expect(await reader.closed).toBe(1001)
})
