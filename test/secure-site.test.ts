import { beforeAll, expect, test } from 'vitest'
import type { Server } from '../src/http/edge.ts'
import { makeServer } from '../src/http/server.ts'
import { routesOf } from '../src/routes.ts'
import { ACCEPTED } from './consents.ts'
import { testEngine } from './engine.ts'
import { as } from './server.ts'

const SITE = 'https://jari.example'

let server: Server
beforeAll(async () => {
  const engine = await testEngine({ publicUrl: SITE })
  server = await makeServer(engine, { routes: routesOf(engine), sandbox: false })
  return async () => {
    await server.close()
    await engine.close()
  }
})

/** The cookies that an answer sets, by name, with their attributes. */
const cookiesOf = (headers: Record<string, unknown>): Map<string, string> =>
  new Map(
    [headers['set-cookie'] ?? []].flat().map((one) => {
      const [name = '', rest = ''] = String(one).split(/=(.*)/s)
      return [name, rest]
    }),
  )

const EMAIL = 'host@example.com'
const PASSWORD = 'correct horse battery'

test('over TLS every cookie is for this host alone, and unreadable to scripts', async () => {
  const signUp = await as(server)('POST', '/v1/auth/sign-up/email', {
    email: EMAIL,
    password: PASSWORD,
    name: '김손님',
    accepted: ACCEPTED,
  })
  expect(signUp.status).toBe(201)
  const set = cookiesOf(signUp.headers)
  expect([...set.keys()].sort()).toEqual(['__Host-jari_device', '__Host-jari_session'])
  for (const attributes of set.values()) {
    expect(attributes).toMatch(/Path=\//)
    expect(attributes).toMatch(/Secure/)
    expect(attributes).toMatch(/HttpOnly/)
    expect(attributes).toMatch(/SameSite=Lax/i)
    expect(attributes).not.toMatch(/Domain/i)
  }
  const session = `__Host-jari_session=${set.get('__Host-jari_session')?.split(';')[0]}`
  const isSomebody = async (cookie: string) =>
    (await server.inject({ url: '/v1/me', headers: { cookie } })).json() !== null
  expect(await isSomebody(session)).toBe(true)
  expect(await isSomebody(session.replace('__Host-', ''))).toBe(false)
})

test('over TLS every answer keeps browsers to TLS, to this site, and to its own scripts', async () => {
  for (const url of ['/v1/me', '/docs/', '/problems/not-signed-in', '/nowhere', '/healthz']) {
    const { headers } = await server.inject({ url, headers: { origin: 'https://evil.example' } })
    const policy = String(headers['content-security-policy'])
    expect(headers['strict-transport-security'], url).toBe('max-age=31536000; includeSubDomains')
    expect(headers['x-content-type-options'], url).toBe('nosniff')
    expect(headers['referrer-policy'], url).toMatch(
      /^(no-referrer|strict-origin-when-cross-origin)$/,
    )
    expect(policy, url).toMatch(/default-src 'none'/)
    expect(policy, url).toMatch(/frame-ancestors 'none'/)
    expect(policy, url).not.toMatch(/(default|script)-src[^;]*('unsafe|\*|https?:)/)
    expect(headers, url).not.toHaveProperty('access-control-allow-origin')
    if (String(headers['content-type']).startsWith('text/html'))
      expect(policy, url).toMatch(/base-uri 'none'/)
  }
})
