import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel, givenHeld, PRICE } from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { sql } from '../postgres/sql.ts'
import { startPayment } from './start.ts'

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(() => engine.close())

const launching = gatewaysAt('http://127.0.0.1:1').filter(({ launcher }) => launcher)

/** Starts a payment and returns the page that opens the gateway's window. */
async function givenLaunch(gateway: string, more: { language?: 'ko' | 'en' } = {}) {
  const held = await givenHeld(engine)
  const { buyerId, order } = held
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'start' }
  const ask = { buyerId, orderId: order.id, gateway, device: 'desktop', once, ...more } as const
  const { id, redirectUrl } = JSON.parse((await startPayment(engine, ask)).stored)
  return { held, id, path: redirectUrl.slice(engine.publicUrl.length) as string }
}
const open = (path: string, headers = {}) =>
  app.server.inject({ method: 'GET', url: path, headers })
const nonceIn = (policy: unknown) => /'nonce-([^']+)'/.exec(`${policy}`)?.[1] ?? ''

describe.each(launching.map(({ name }) => name))('the page that opens %s', (gateway) => {
  test('has the script’s input, and that script alone', async () => {
    const { path } = await givenLaunch(gateway)
    const { statusCode, headers, body } = await open(path)
    expect(statusCode).toBe(200)
    const policy = `${headers['content-security-policy']}`
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).toContain(new URL(engine.sandboxUrl).origin)
    expect(body.split(`nonce="${nonceIn(policy)}"`)).toHaveLength(4) // three scripts, no more
    const launch = JSON.parse(/id="launch">(.*?)<\/script>/s.exec(body)?.[1] ?? '{}')
    expect(JSON.stringify(launch)).toContain(`${PRICE}`)
    expect(headers['cache-control']).toBe('no-store')
  })

  test('is Korean, or English by accept-language', async () => {
    const { path } = await givenLaunch(gateway)
    expect((await open(path)).body).toContain('결제창을 여는 중')
    expect((await open(path, { 'accept-language': 'en' })).body).toContain('Opening the payment')
  })

  test('speaks the language in which the payment was started, whatever the browser prefers', async () => {
    const { path } = await givenLaunch(gateway, { language: 'en' })
    expect((await open(path, { 'accept-language': 'ko' })).body).toContain('Opening the payment')
  })

  test('redirects back for a payment that is over', async () => {
    const { held, path } = await givenLaunch(gateway)
    await cancel(engine, held)
    const { statusCode, headers } = await open(path)
    expect(statusCode).toBe(303)
    expect(headers.location).toContain('/pay/return/')
  })

  test('refuses a request with its token twice, or with more than its token', async () => {
    const { path } = await givenLaunch(gateway)
    expect((await open(`${path}&t=b`)).statusCode).toBe(403)
    expect((await open(`${path}.`)).statusCode).toBe(403)
  })

  test('refuses a request without its token', async () => {
    const { id, path } = await givenLaunch(gateway)
    expect((await open(`/pay/open/${id}`)).statusCode).toBe(403)
    expect((await open(path.replace(/t=[^&]{8}/, 't=aaaaaaaa'))).statusCode).toBe(403)
  })
})

test('markup in a title is escaped', async () => {
  const held = await givenHeld(engine)
  await engine.database.run(
    sql`update orders set title = '</script><script>alert(1)</script>' where id = ${held.order.id}`,
  )
  const { buyerId, order } = held
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'start' }
  const ask = { buyerId, orderId: order.id, gateway: 'toss', device: 'desktop', once } as const
  const { redirectUrl } = JSON.parse((await startPayment(engine, ask)).stored)
  const { body } = await open(redirectUrl.slice(engine.publicUrl.length))
  expect(body).not.toContain('<script>alert')
})

test('payment methods depend on the currency', async () => {
  const namesOf = async (query: string) => {
    const { body } = await app.anyone<{ data: { gateway: string }[] }>(
      'GET',
      `/v1/payment-methods${query}`,
    )
    return body.data.map(({ gateway }) => gateway)
  }
  expect(await namesOf('?currency=KRW')).toEqual([
    'kakaopay',
    'toss',
    'portone-v2',
    'portone-v1',
    'stripe',
    'wallet',
  ])
  expect(await namesOf('?currency=EUR')).not.toContain('kakaopay')
  expect(await namesOf('?currency=EUR')).not.toContain('wallet')
})
