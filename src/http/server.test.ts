import { type AddressInfo, connect } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import type { Server } from './edge.ts'
import { makeServer } from './server.ts'
import { ID, openTestProduct, type TestProduct, verdict } from './test-product.fixture.ts'

let product: TestProduct
beforeAll(async () => {
  product = await openTestProduct()
  return product.close
})

test('an answer has exactly its shape, with the headers for a private response', async () => {
  const answer = await product.fill({ id: ID, size: 3 }, {}, `/v1/cups/${ID}?hot=true`)
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
  'an endpoint for owners admits %s as declared',
  async (_who, { who }: { who?: string }, status, type) => {
    const headers = who ? product.as(who) : {}
    expect(verdict(await product.server.inject({ url: '/v1/cups', headers }))).toEqual([
      status,
      type,
    ])
  },
)

test('a server with a route that declares no role does not start', async () => {
  const forgetful = (on: Server) => void on.get('/v1/forgotten', () => 'hello')
  const started = makeServer(product.engine, { routes: [forgetful], sandbox: false })
  await expect(started).rejects.toThrow('GET /v1/forgotten does not say which role it serves')
})

test('an unknown path is 404 and an unknown method 405, both as problems', async () => {
  expect(verdict(await product.server.inject('/v1/nothing'))).toEqual([404, 'route-missing'])
  const answer = await product.server.inject({ method: 'PUT', url: `/v1/cups/${ID}` })
  expect(verdict(answer)).toEqual([405, 'method-refused'])
  expect(answer.headers.allow).toBe('POST')
})

test.each([
  ['an address that is not UTF-8', '/v1/me%ff', 404, 'route-missing'],
  ['a parameter longer than any', `/v1/cups/${'x'.repeat(1_001)}`, 414, 'address-too-long'],
  ['a long parameter', `/v1/cups/${'x'.repeat(300)}`, 400, 'malformed'],
])('%s is a problem with the usual headers', async (_what, url, status, type) => {
  const answer = await product.fill({ id: ID, size: 3 }, {}, url)
  expect(verdict(answer)).toEqual([status, type])
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-request-id': answer.json().instance,
  })
})

test.each([
  ['headers larger than Node reads', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['what is no HTTP', 'hello\r\n\r\n', 400],
  ['no host', 'GET /v1/cups HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
  ['two hosts', 'GET /v1/cups HTTP/1.1\r\nhost: a\r\nHost: b\r\nconnection: close\r\n\r\n', 400],
  ['TRACE', 'TRACE /v1/cups HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 405],
  ['TRACE of a page', 'TRACE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 405],
  ['TRACE of nothing', 'TRACE /v1/nothing HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 405],
  [
    'an expectation nobody knows, which is passed over',
    'GET /v1/cups HTTP/1.1\r\nhost: a\r\nexpect: 7\r\nconnection: close\r\n\r\n',
    401,
  ],
])('%s: a problem, and the connection ends', async (_what, text, status) => {
  await product.server.listen({ port: 0, host: '127.0.0.1' }).catch(() => {})
  const { port } = product.server.server.address() as AddressInfo
  const answer = await new Promise<string>((resolve, reject) => {
    let came = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => {
      came += bytes
    })
    socket.on('close', () => resolve(came)).on('error', reject)
  })
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain('content-type: application/problem+json')
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status })
})

test('a problem is in Korean, or in English if preferred, and carries the request id', async () => {
  const problemIn = async (language: string) =>
    (
      await product.server.inject({
        url: '/v1/cups',
        headers: { 'accept-language': language, 'x-request-id': 'mine-7' },
      })
    ).json()
  expect(await problemIn('de')).toEqual({
    type: '/problems/not-signed-in',
    code: 'not-signed-in',
    title: '로그인이 필요해요.',
    titles: { ko: '로그인이 필요해요.', en: 'Please sign in first.' },
    status: 401,
    instance: 'mine-7',
  })
  expect((await problemIn('en-GB,en;q=0.9,ko;q=0.5')).title).toBe('Please sign in first.')
  expect((await problemIn('ko,en;q=0.9')).title).toBe('로그인이 필요해요.')
  const odd = await product.server.inject({ url: '/v1/me', headers: { 'x-request-id': 'a b\tc' } })
  expect(odd.headers['x-request-id']).toMatch(/^req_/)
})

test('an internal error reveals nothing, neither in the answer nor in the log', async () => {
  const answer = await product.server.inject({ method: 'DELETE', url: '/v1/cups?' })
  expect(verdict(answer)).toEqual([500, 'unexpected'])
  expect(answer.body).not.toContain('duplicate')
  expect(product.lines.join('')).toContain('23505')
  expect(product.lines.join('')).not.toMatch(/010-1234|jari\.local|sandbox-only|Bearer/)
})

test('with a session cookie, only same-origin requests may change anything', async () => {
  const token = encodeURIComponent(product.as('customer').authorization?.slice(7) ?? '')
  const with_ = async (headers: Record<string, string>) =>
    (
      await product.fill(
        { id: ID, size: 3 },
        { authorization: '', cookie: `jari_session=${token}`, ...headers },
      )
    ).statusCode
  expect(await with_({})).toBe(403)
  expect(await with_({ origin: 'https://evil.example' })).toBe(403)
  expect(await with_({ origin: 'null' })).toBe(403)
  expect(await with_({ 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await with_({ origin: 'http://localhost:4000' })).toBe(200)
  expect(await with_({ origin: 'http://127.0.0.1:4000' })).toBe(200)
  expect(await with_({ origin: 'http://[::1]:4000' })).toBe(200)
  expect(await with_({ origin: 'http://127.0.0.1:4001' })).toBe(403)
  expect(await with_({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  const signIn = await product.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    payload: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: 'https://evil.example' },
  })
  expect(verdict(signIn)).toEqual([403, 'origin-refused'])
  expect(signIn.json().address).toBe('http://localhost:4000')
})

test('a caller over the limit gets 429 with Retry-After; other callers do not', async () => {
  const statuses = []
  for (let at = 0; at < 14; at += 1)
    statuses.push((await product.drink(`n${at}`, product.as('admin'))).statusCode)
  expect(statuses.filter((status) => status === 200)).toHaveLength(12)
  const answer = await product.drink('n', product.as('admin'))
  expect(verdict(answer)).toEqual([429, 'too-many-requests'])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect((await product.drink('m', product.as('owner'))).statusCode).toBe(200)
})

test('an admin of a sandbox moves the test clock, forward only; elsewhere it does not exist', async () => {
  const move = (advance: string, who = 'admin', on = product.server) =>
    on.inject({
      method: 'POST',
      url: '/v1/test-clock',
      payload: { advance },
      headers: product.as(who),
    })
  const { now } = (await move('PT10M')).json()
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(599_000)
  expect(verdict(await move('PT10M', 'owner'))).toEqual([403, 'not-allowed'])
  for (const advance of ['-PT10M', 'PT0S', 'P1M', 'P401D', '10 minutes'])
    expect(verdict(await move(advance))).toEqual([422, 'duration-refused'])
  const real = await makeServer(product.engine, { routes: [], sandbox: false })
  expect(verdict(await move('PT10M', 'admin', real))).toEqual([404, 'route-missing'])
  await real.close()
})

test('health and readiness are served', async () => {
  expect((await product.server.inject('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await product.server.inject('/readyz')).json()).toEqual({ status: 'ready' })
})

test('a problem’s type links to a page about it', async () => {
  const answer = await product.server.inject('/problems/not-allowed')
  expect(answer.body).toContain('권한이 없어요.')
  expect(answer.body).toContain('You are not allowed to do this.')
  expect(answer.headers['content-security-policy']).toMatch(/style-src 'self' 'nonce-/)
  for (const type of ['unavailable', 'busy', 'outcome-unknown'])
    expect((await product.server.inject(`/problems/${type}`)).statusCode).toBe(200)
  expect((await product.server.inject('/problems/no-such')).statusCode).toBe(404)
})

test('the reference describes every served operation, with its name and its problems', async () => {
  const { openapi, paths } = (await product.server.inject('/openapi.json')).json()
  expect(openapi).toBe('3.1.0')
  const operation = paths['/v1/cups/{cupId}'].post
  expect(operation.operationId).toBe('fillCup')
  const statuses = ['200', '400', '401', '403', '404', '413', '414', '415', '429', '500', '503']
  expect(Object.keys(operation.responses)).toEqual(statuses)
  expect(paths['/v1/drinks'].post.responses['409'].$ref).toContain('idempotency-key-in-flight')
  expect((await product.server.inject('/docs/')).body).toContain('/openapi.json')
})
