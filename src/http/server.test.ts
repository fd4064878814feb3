import { Type } from 'typebox'
import { beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { seedAccounts } from '../accounts/operations.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { serve } from './serve.ts'
import { serveUpload } from './serve-upload.ts'
import { makeServer, type Server } from './server.ts'

const Cup = Shape({ id: Uuid, size: Type.Integer({ minimum: 1, maximum: 9 }) })
const fillCup = endpoint({
  method: 'POST',
  path: '/v1/cups/:cupId',
  summary: 'Fill a cup',
  role: 'customer',
  params: Shape({ cupId: Uuid }),
  query: Shape({ hot: Type.Optional(Type.Boolean()) }),
  body: Cup,
  answer: Shape({ size: Type.Integer(), hot: OrNull(Type.Boolean()) }),
  problems: [],
})
const drinkOnce = endpoint({
  method: 'POST',
  path: '/v1/drinks',
  summary: 'Drink',
  role: 'customer',
  once: true,
  answer: Shape({ scope: Type.String(), fingerprint: Type.String() }),
  problems: [],
})
const sellCups = endpoint({
  method: 'GET',
  path: '/v1/cups',
  summary: 'Sell cups',
  role: 'owner',
  query: Shape({ limit: Type.Optional(Type.Integer({ maximum: 100 })) }),
  answer: Shape({ limit: OrNull(Type.Integer()) }),
  problems: [],
})
const draw = endpoint({
  method: 'POST',
  path: '/v1/pictures',
  summary: 'Add a picture',
  role: 'customer',
  answer: Shape({ bytes: Type.Integer() }),
  problems: [],
})
const breakCup = endpoint({
  method: 'DELETE',
  path: '/v1/cups',
  summary: 'Break everything',
  role: 'anyone',
  answer: Type.Null(),
  problems: [],
})

let engine: TestEngine
let server: Server
let finish = () => {}
const bearer: Record<string, string> = {}

function testRoutes(on: Server): void {
  serve(on, fillCup, ({ body, query }) => ({ size: body.size, hot: query.hot ?? null, secret: 1 }))
  serve(on, sellCups, ({ query }) => ({ limit: query.limit ?? null }))
  serve(on, drinkOnce, async ({ once }, reply) => {
    if (reply.request.headers['x-slow'])
      await new Promise<void>((done) => {
        finish = done
      })
    return { stored: JSON.stringify(once), replayed: once.key === 'seen' }
  })
  serveUpload(on, draw, { types: ['image/png'], bytesMost: 300_000 }, async (_ask, bytes) => ({
    bytes: bytes.length,
  }))
  serve(on, breakCup, () => {
    throw Object.assign(new Error('duplicate 010-1234-5678'), { severity: 'ERROR', code: '23505' })
  })
}

const lines: object[] = []
const keep = (line: object) => void lines.push(line)
const log = { info: keep, error: keep, warn: keep, debug: keep, fatal: keep, trace: keep }

beforeAll(async () => {
  engine = await testEngine()
  await seedAccounts(engine)
  server = await makeServer(engine, {
    routes: [accountRoutes({ abandon: async () => {}, erasers: [] }), testRoutes],
    sandbox: true,
    limits: { claims: 12 },
    log: { ...log, level: 'info', silent: () => {}, child: () => log } as never,
  })
  for (const who of ['customer', 'owner', 'admin']) {
    const answer = await server.inject({
      method: 'POST',
      url: '/v1/auth/sign-in/email',
      payload: { email: `${who}@jari.local`, password: 'sandbox-only' },
    })
    bearer[who] = `Bearer ${answer.json().token}`
  }
  return async () => {
    await server.close()
    await engine.close()
  }
})

const ID = '01934000-0000-7000-8000-000000000000'
const as = (who: string) => ({ authorization: bearer[who] ?? '' })

const fill = (payload: unknown, headers: Record<string, string> = {}, url = `/v1/cups/${ID}`) =>
  server.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...as('customer'), ...headers },
  })

const verdict = (answer: { statusCode: number; body: string }) => [
  answer.statusCode,
  JSON.parse(answer.body).type?.split('/').at(-1),
]

test('an answer has exactly its shape, and the headers that belong to one who asked', async () => {
  const answer = await fill({ id: ID, size: 3 }, {}, `/v1/cups/${ID}?hot=true`)
  expect(answer.json()).toEqual({ size: 3, hot: true })
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'ratelimit-limit': '300',
  })
  expect(answer.headers['x-request-id']).toMatch(/^req_/)
})

test.each([
  ['nobody', {}, 401, 'not-signed-in'],
  ['a customer', { who: 'customer' }, 403, 'not-allowed'],
  ['an owner', { who: 'owner' }, 200, undefined],
  ['an admin', { who: 'admin' }, 200, undefined],
])(
  'an endpoint for owners lets %s in as it should',
  async (_who, { who }: { who?: string }, status, type) => {
    const headers = who ? as(who) : {}
    expect(verdict(await server.inject({ url: '/v1/cups', headers }))).toEqual([status, type])
  },
)

test('a server with a route that does not say whom it serves does not start', async () => {
  const forgetful = (on: Server) => void on.get('/v1/forgotten', () => 'hello')
  const started = makeServer(engine, { routes: [forgetful], sandbox: false })
  await expect(started).rejects.toThrow('GET /v1/forgotten does not say which role it serves')
})

test.each([
  ['an unknown member', { id: ID, size: 3, extra: 1 }, '/extra'],
  ['a missing member', { id: ID }, '/size'],
  ['a wrong type', { id: ID, size: '3' }, '/size'],
  ['no whole number', { id: ID, size: 3.5 }, '/size'],
  ['a negative number', { id: ID, size: -1 }, '/size'],
  ['a huge number', { id: ID, size: 1e308 }, '/size'],
  ['what is no id', { id: 'x', size: 3 }, '/id'],
  ['a list', [], ''],
  ['null', null, ''],
  ['half a JSON', '{"id":', ''],
  ['another prototype', `{"id":"${ID}","size":3,"__proto__":{"x":1}}`, ''],
  ['another constructor', `{"id":"${ID}","size":3,"constructor":{"prototype":{}}}`, ''],
  ['the character 0', `{"id":"\\u0000","size":3}`, ''],
  ['nothing', '', ''],
])('a body with %s is malformed, and says where', async (_what, payload, pointer) => {
  const answer = await fill(payload)
  expect(verdict(answer)).toEqual([400, 'malformed'])
  expect(answer.json().errors[0]).toMatchObject({ in: 'body', pointer })
})

test.each([
  [`/v1/cups/7`, { in: 'path', pointer: '/cupId' }],
  [`/v1/cups/${ID}?hot=perhaps`, { in: 'query', pointer: '/hot' }],
  [`/v1/cups/${ID}?hot=true&hot=true`, { in: 'query', pointer: '/hot' }],
  [`/v1/cups/${ID}?cold=true`, { in: 'query', pointer: '/cold' }],
])('the address %s is malformed, and says where', async (url, where) => {
  const answer = await fill({ id: ID, size: 3 }, {}, url)
  expect(verdict(answer)).toEqual([400, 'malformed'])
  expect(answer.json().errors[0]).toMatchObject(where)
})

test.each(['1.5', '1e1', '0x1', ' 1', '101', '99999999999999999999'])(
  'a whole number up to 100 is not read from "%s"',
  async (limit) => {
    const query = { limit }
    const answer = await server.inject({ url: '/v1/cups', query, headers: as('owner') })
    expect(verdict(answer)).toEqual([400, 'malformed'])
  },
)

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/jsonx',
  'application/vnd.api+json',
  'text/plain; application/json',
])('a body sent as %s is not read', async (type) => {
  const answer = await fill({ id: ID, size: 3 }, { 'content-type': type })
  expect(verdict(answer)).toEqual([415, 'media-type-refused'])
})

test('JSON may say that it is UTF-8', async () => {
  const type = 'application/json; charset=UTF-8'
  expect((await fill({ id: ID, size: 3 }, { 'content-type': type })).statusCode).toBe(200)
})

test('a body of more than 100 kB is too large, but a picture may be larger, up to its own limit', async () => {
  expect(verdict(await fill(`"${'x'.repeat(110_000)}"`))).toEqual([413, 'body-too-large'])
  const send = (bytes: number, type = 'image/png') =>
    server.inject({
      method: 'POST',
      url: '/v1/pictures',
      payload: Buffer.alloc(bytes),
      headers: { 'content-type': type, ...as('customer') },
    })
  expect((await send(200_000)).json()).toEqual({ bytes: 200_000 })
  expect(verdict(await send(400_000))).toEqual([413, 'body-too-large'])
  expect(verdict(await send(10, 'image/svg+xml'))).toEqual([415, 'media-type-refused'])
  expect(verdict(await send(10, 'application/json'))).toEqual([415, 'media-type-refused'])
})

test('addresses that are not there are 404, methods that are not there 405, in the same words', async () => {
  expect(verdict(await server.inject('/v1/nothing'))).toEqual([404, 'route-missing'])
  const answer = await server.inject({ method: 'PUT', url: `/v1/cups/${ID}` })
  expect(verdict(answer)).toEqual([405, 'method-refused'])
  expect(answer.headers.allow).toBe('POST')
})

test('a problem speaks Korean, or English to who prefers it, and names the request', async () => {
  const said = async (language: string) =>
    (
      await server.inject({
        url: '/v1/cups',
        headers: { 'accept-language': language, 'x-request-id': 'mine-7' },
      })
    ).json()
  expect(await said('de')).toEqual({
    type: 'http://localhost:4000/problems/not-signed-in',
    title: '로그인이 필요합니다.',
    titles: { ko: '로그인이 필요합니다.', en: 'Please sign in first.' },
    status: 401,
    instance: 'mine-7',
  })
  expect((await said('en-GB,en;q=0.9,ko;q=0.5')).title).toBe('Please sign in first.')
  expect((await said('ko,en;q=0.9')).title).toBe('로그인이 필요합니다.')
  const odd = await server.inject({ url: '/v1/me', headers: { 'x-request-id': 'a b\tc' } })
  expect(odd.headers['x-request-id']).toMatch(/^req_/)
})

test('what breaks says nothing of the inside, neither to who asked nor in the log', async () => {
  const answer = await server.inject({ method: 'DELETE', url: '/v1/cups?' })
  expect(verdict(answer)).toEqual([500, 'unexpected'])
  expect(answer.body).not.toContain('duplicate')
  expect(JSON.stringify(lines)).toContain('23505')
  expect(JSON.stringify(lines)).not.toMatch(/010-1234|jari\.local|sandbox-only|Bearer/)
})

test('with a cookie, only our own pages may change anything', async () => {
  const token = encodeURIComponent(bearer.customer?.slice(7) ?? '')
  const with_ = async (headers: Record<string, string>) =>
    (
      await fill(
        { id: ID, size: 3 },
        { authorization: '', cookie: `jari_session=${token}`, ...headers },
      )
    ).statusCode
  expect(await with_({})).toBe(403)
  expect(await with_({ origin: 'https://evil.example' })).toBe(403)
  expect(await with_({ origin: 'null' })).toBe(403)
  expect(await with_({ 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await with_({ origin: 'http://localhost:4000' })).toBe(200)
  expect(await with_({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  const signIn = await server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    payload: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: 'https://evil.example' },
  })
  expect(verdict(signIn)).toEqual([403, 'origin-refused'])
})

const drink = (key: string | undefined, headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url: '/v1/drinks',
    headers: {
      ...as('customer'),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...headers,
    },
  })

test('where a claim or money moves a key is needed, and it belongs to who asked and to what', async () => {
  expect(verdict(await drink(undefined))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await drink('with space'))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await drink('x'.repeat(256)))).toEqual([400, 'idempotency-key-missing'])
  const [mine, again, other] = [await drink('k'), await drink('k'), await drink('k', as('owner'))]
  expect(mine.json()).toEqual(again.json())
  expect(mine.json().scope).not.toBe(other.json().scope)
  expect(mine.headers['idempotent-replayed']).toBe(undefined)
  expect((await drink('seen')).headers['idempotent-replayed']).toBe('true')
})

test('a request whose key is still running is told to wait', async () => {
  const running = drink('slow', { 'x-slow': '1' })
  await expect.poll(() => finish.length === 0 && finish.name !== '').toBe(true)
  const second = await drink('slow')
  expect(verdict(second)).toEqual([409, 'idempotency-key-in-flight'])
  expect(second.headers['retry-after']).toBe('1')
  finish()
  expect((await running).statusCode).toBe(200)
})

test('who asks for too much too fast is told when to come back; others are not', async () => {
  const statuses = []
  for (let at = 0; at < 14; at += 1) statuses.push((await drink(`n${at}`, as('admin'))).statusCode)
  expect(statuses.filter((status) => status === 200)).toHaveLength(12)
  const answer = await drink('n', as('admin'))
  expect(verdict(answer)).toEqual([429, 'too-many-requests'])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect((await drink('m', as('owner'))).statusCode).toBe(200)
})

test('the test clock moves for an admin of a sandbox, forward only, and is not there otherwise', async () => {
  const move = (advance: string, who = 'admin', on = server) =>
    on.inject({ method: 'POST', url: '/v1/test-clock', payload: { advance }, headers: as(who) })
  const { now } = (await move('PT10M')).json()
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(599_000)
  expect(verdict(await move('PT10M', 'owner'))).toEqual([403, 'not-allowed'])
  for (const advance of ['-PT10M', 'PT0S', 'P1M', 'P401D', '10 minutes'])
    expect(verdict(await move(advance))).toEqual([422, 'duration-refused'])
  const real = await makeServer(engine, { routes: [], sandbox: false })
  expect(verdict(await move('PT10M', 'admin', real))).toEqual([404, 'route-missing'])
  await real.close()
})

test('it says that it lives, that it is ready, and what it counts', async () => {
  expect((await server.inject('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await server.inject('/readyz')).json()).toEqual({ status: 'ready' })
  const metrics = await server.inject('/metrics')
  expect(metrics.body).toContain('http_request_duration_seconds_bucket')
  const proxied = { 'x-forwarded-for': '203.0.113.7' }
  expect((await server.inject({ url: '/metrics', headers: proxied })).statusCode).toBe(403)
})

test('each problem’s type leads to a page about it', async () => {
  const answer = await server.inject('/problems/not-allowed')
  expect(answer.body).toContain('이 일을 할 권한이 없습니다.')
  expect(answer.body).toContain('You are not allowed to do this.')
  expect(answer.headers['content-security-policy']).toMatch(/style-src 'self' 'nonce-/)
  expect((await server.inject('/problems/no-such')).statusCode).toBe(404)
})

test('the reference describes what is served, and every operation has a name and its problems', async () => {
  const { openapi, paths } = (await server.inject('/openapi.json')).json()
  expect(openapi).toBe('3.1.0')
  const operation = paths['/v1/cups/{cupId}'].post
  expect(operation.operationId).toBe('postCupsByCupId')
  expect(Object.keys(operation.responses)).toEqual(['200', '400', '401', '429'])
  expect(paths['/v1/drinks'].post.responses['409'].description).toContain(
    'idempotency-key-in-flight',
  )
  expect((await server.inject('/docs/')).body).toContain('/openapi.json')
})
