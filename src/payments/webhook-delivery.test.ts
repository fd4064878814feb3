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

// The product on a real port, so that gateways reach it: they tell what happened, and one of them
// asks before it charges.
let engine: TestEngine
let house: TestServer
beforeAll(async () => {
  const port = await freePort()
  engine = await testEngine({ publicUrl: `http://127.0.0.1:${port}` })
  house = await testServer(engine)
  await house.server.listen({ port, host: '127.0.0.1' })
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

const telling = gatewaysAt('http://127.0.0.1:1').filter(({ readWebhook }) => readWebhook)
const heard = async (gateway: string) => {
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
    { timeout: 5_000, interval: 50 },
  )
const paid = { status: 'paid', attempts: ['fulfilled'] }

describe.each(telling.map(({ name }) => name))('%s', (gateway) => {
  test('tells what happened, and is heard', async () => {
    const before = await heard(gateway)
    const held = await givenHeld(engine)
    await returnPayment(engine, await press(await start(engine, held, { gateway }), 'pay'))
    await vi.waitFor(async () => expect(await heard(gateway)).toBeGreaterThan(before), 5_000)
    await expectSettled(held, paid)
  })

  test.each(['duplicate', 'duplicate-fresh', 'drop'] as const)(
    'telling it wrongly (%s) has the same effect as telling it once',
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

  test('forged, it is refused or comes to nothing', async () => {
    const forged = { type: 'x', data: {}, imp_uid: 'imp_0', merchant_uid: 'nobody', status: 'paid' }
    const answer = await house.anyone('POST', `/v1/webhooks/${gateway}`, forged, {
      'stripe-signature': 't=1,v1=00',
      'webhook-id': 'a',
      'webhook-timestamp': '1',
      'webhook-signature': 'v1,AAAA',
    })
    expect([200, 401]).toContain(answer.status)
  })
})

describe('a gateway that charges on its own', () => {
  const gateway = 'portone-v1'

  test('charges when the order is alive, also if the buyer never comes back', async () => {
    const held = await givenHeld(engine)
    await press(await start(engine, held, { gateway }), 'pay')
    await expectSettled(held, paid)
  })

  test('is stopped when the order was canceled: nobody is charged', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await cancel(engine, held)
    await press(view, 'pay')
    await expectSettled(held, { status: 'canceled', attempts: ['expired'], remaining: 1 })
  })

  test('is stopped when the order has expired', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await engine.advance(601)
    await press(view, 'pay')
    await expectSettled(held, { status: 'failed', remaining: 1 })
  })
})
