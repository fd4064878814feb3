import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { plantFor, waitingFaults } from './faults.fixture.ts'

// The server on a real port, so that gateways reach it with webhooks and confirmation requests.
let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  const port = await freePort()
  engine = await testEngine({ publicUrl: `http://127.0.0.1:${port}` })
  app = await testServer(engine)
  await app.server.listen({ port, host: '127.0.0.1' })
})
afterAll(async () => {
  await expectSound(engine)
  await app.server.close()
  await engine.close()
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

const senders = gatewaysAt('http://127.0.0.1:1').filter(({ readWebhook }) => readWebhook)
const webhookCount = async (gateway: string) => {
  const { count } = await engine.database.one<{ count: number }>(
    sql`select count(*)::integer as count from webhook_events where gateway = ${gateway}`,
  )
  return count
}
const expectSettled = (held: Held, is: object) =>
  vi.waitFor(
    async () => {
      await tick(engine)
      expect(await standing(engine, held)).toMatchObject(is)
    },
    { timeout: 15_000, interval: 50 },
  )
const paid = { status: 'paid', attempts: ['fulfilled'] }

describe.each(senders.map(({ name }) => name))('%s', (gateway) => {
  test('sends a webhook, and it is processed', async () => {
    const before = await webhookCount(gateway)
    const held = await givenHeld(engine)
    await returnPayment(engine, await press(await start(engine, held, { gateway }), 'pay'))
    await vi.waitFor(
      async () => expect(await webhookCount(gateway)).toBeGreaterThan(before),
      15_000,
    )
    await expectSettled(held, paid)
  })

  test.each(['duplicate', 'duplicate-fresh', 'drop'] as const)(
    'a delivery fault (%s) has the effect of one delivery',
    async (fault) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, { gateway: gateway as never }, held, view, {
        operation: 'webhook',
        fault,
      })
      await returnPayment(engine, await press(view, 'pay'))
      await expectSettled(held, paid)
      expect(await waitingFaults(engine)).toEqual([]) // it was met
    },
  )

  test('a forged webhook is refused or has no effect', async () => {
    const forged = { type: 'x', data: {}, imp_uid: 'imp_0', merchant_uid: 'nobody', status: 'paid' }
    const answer = await app.anyone('POST', `/v1/webhooks/${gateway}`, forged, {
      'stripe-signature': 't=1,v1=00',
      'webhook-id': 'a',
      'webhook-timestamp': '1',
      'webhook-signature': 'v1,AAAA',
    })
    expect([200, 401]).toContain(answer.status)
  })
})

describe('a gateway that charges by itself', () => {
  const gateway = 'portone-v1'

  test('charges a live order, also if the buyer never returns', async () => {
    const held = await givenHeld(engine)
    await press(await start(engine, held, { gateway }), 'pay')
    await expectSettled(held, paid)
  })

  test('is stopped for a canceled order: no capture', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await cancel(engine, held)
    await press(view, 'pay')
    await expectSettled(held, { status: 'canceled', attempts: ['expired'], remaining: 1 })
  })

  test('is stopped for an expired order', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await engine.advance(601)
    await press(view, 'pay')
    await expectSettled(held, { status: 'failed', remaining: 1 })
  })
})
