import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { testServer } from '../../test/server.ts'
import { publish } from '../events/outbox.ts'
import { drain } from '../events/relay.ts'
import { soldOut } from '../orders/rules.ts'
import type { Server } from './edge.ts'
import { countEvents } from './measures.ts'
import type { MetricsAsk } from './metrics.ts'
import { makeServer } from './server.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const withMetrics = (metrics?: MetricsAsk, trustProxy?: string) =>
  makeServer(engine, {
    routes: [(server) => void server.get('/last', soldOutRoute, () => Promise.reject(soldOut()))],
    sandbox: false,
    ...(metrics && { metrics }),
    ...(trustProxy && { trustProxy }),
  })
const soldOutRoute = { config: { role: 'anyone' } } as const

interface From {
  readonly remoteAddress?: string
  readonly headers?: Record<string, string>
}
const statusFor = async (server: Server, from: From = {}) =>
  (await server.inject({ url: '/metrics', ...from })).statusCode

test('without a setting nobody reads the metrics, not even this machine', async () => {
  expect(await statusFor(await withMetrics())).toBe(403)
})

test('a scraper with the token reads them, from anywhere; another token does not', async () => {
  const server = await withMetrics({ token: 'a token of many letters' })
  const as = (authorization: string) => ({
    headers: { authorization },
    remoteAddress: '203.0.113.7',
  })
  expect(await statusFor(server, as('Bearer a token of many letters'))).toBe(200)
  expect(await statusFor(server, as('bearer a token of many letters'))).toBe(403)
  expect(await statusFor(server, as('Bearer a token of many letter'))).toBe(403)
  expect(await statusFor(server, { remoteAddress: '127.0.0.1' })).toBe(403)
})

test('a scraper at a configured address reads them; a proxy does not lend its own', async () => {
  const server = await withMetrics({ from: ['10.0.0.0/8', 'loopback', '2001:db8::/32'] })
  for (const remoteAddress of ['10.9.8.7', '::ffff:10.9.8.7', '127.0.0.1', '::1', '2001:db8::5'])
    expect(await statusFor(server, { remoteAddress }), remoteAddress).toBe(200)
  for (const remoteAddress of ['11.0.0.1', '203.0.113.7', '2001:db9::5'])
    expect(await statusFor(server, { remoteAddress }), remoteAddress).toBe(403)
  const forwarded = { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.7' } }
  expect(await statusFor(server, forwarded)).toBe(403)
  const trusting = await withMetrics({ from: ['10.0.0.0/8'] }, '127.0.0.1')
  const scraper = { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '10.1.1.1' } }
  expect(await statusFor(trusting, scraper)).toBe(200)
  expect(await statusFor(trusting, forwarded)).toBe(403)
})

/** Of a process that other tests have used, too. */
const valueAt = (body: string, series: string): number =>
  Number(
    body
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length) ?? 0,
  )

test('they count events, payments by gateway, refusals and connections', async () => {
  const server = await withMetrics({ from: ['loopback'] })
  const first = (await server.inject('/metrics')).body
  await server.inject('/last')
  const tell = (topic: string, body?: object) =>
    engine.cells[0].database.transaction((tx) =>
      publish(tx, { topic, storeId: null, subjectId: engine.newId(), ...(body && { body }) }),
    )
  await tell('order.paid')
  await tell('payment.declined', { gateway: 'toss' })
  const before = (await server.inject('/metrics')).body
  expect(before).toContain('outbox_waiting{cell="main"} 2\n')
  await drain(engine, [countEvents])
  const { body } = await server.inject('/metrics')
  for (const series of [
    'events_total{topic="order.paid"}',
    'payments_total{gateway="toss",state="declined"}',
    'problems_total{type="sold-out",status="409"}',
  ])
    expect([series, valueAt(body, series) - valueAt(first, series)]).toEqual([series, 1])
  for (const line of [
    'outbox_waiting{cell="main"} 0',
    'mails_waiting{cell="main"} 0',
    'database_connections{pool="requests",state="wanted"} 0',
  ])
    expect(body).toContain(`${line}\n`)
  expect(body).toMatch(/http_request_duration_seconds_count\{.*route="\/last".*\} \d/)
})

test('consumers that this installation does not have are not among them', async () => {
  const { server } = await testServer(engine)
  await engine.cells[0].database.pool.query(`insert into consumers values ('here', 0), ('nats', 0)`)
  expect((await server.inject('/metrics')).body).toContain('consumer="nats"')
  const other = await withMetrics({ from: ['loopback'], consumers: ['here'] })
  const { body } = await other.inject('/metrics')
  expect(body).toContain('events_behind{consumer="here",cell="main"}')
  expect(body).not.toContain('consumer="nats"')
})
