import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  charge,
  givenHeld,
  type Held,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { frontDoors } from '../front-doors/index.ts'
import { makeEngine } from '../make-engine.ts'
import { sql } from '../postgres/sql.ts'
import type { Gateway } from './gateway.ts'
import { confirmUrl } from './return-address.ts'

// KakaoPay itself tells nothing and asks nothing; here it does, by a wire of this test's own.
let engine: TestEngine
let house: TestServer
beforeAll(async () => {
  engine = await testEngine()
  const kakaoPay = engine.gateways.get('kakaopay') as Gateway
  const talking: Gateway = {
    ...kakaoPay,
    readWebhook: ({ headers, body }) => {
      if (headers['x-signature'] !== 'genuine') return { is: 'rejected', reason: 'signature' }
      const { id, tid } = JSON.parse(body.toString())
      if (!tid) return { is: 'ignored', kind: 'greeting' }
      return { is: 'hint', eventId: id, reference: tid, kind: 'changed', trust: 'signed' }
    },
    readConfirm: ({ body }) => {
      const { tid, amount } = JSON.parse(body.toString())
      return tid ? { reference: tid, amount } : undefined
    },
  }
  engine = { ...engine, ...makeEngine({ ...engine, doors: frontDoors, gateways: [talking] }) }
  house = await testServer(engine)
})
afterAll(() => engine.close())

const tell = (body: object, signature = 'genuine') =>
  house.anyone('POST', '/v1/webhooks/kakaopay', body, { 'x-signature': signature })
/** The gateway asks at the address that it was given for this payment. */
const askWhether = ({ storeId }: Held, { id }: { id: string }, body: object) => {
  const url = confirmUrl(engine, { storeId, id, gateway: 'kakaopay' })
  return house.anyone('POST', new URL(url).pathname, body)
}

const tidOf = async (payment: { id: string }) => {
  const row = await engine.database.one<{ reference: string }>(
    sql`select reference from payments where id = ${payment.id}`,
  )
  return row.reference
}

/** The gateway has the buyer's money, and we were not told. */
async function givenUnheard() {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await charge(engine, held, await press(view, 'pay'))
  return { held, view, tid: await tidOf(view) }
}

/** By whoever looks first: the server after its answer, or the job. */
const expectPaid = (held: Held) =>
  vi.waitFor(async () => {
    await tick(engine)
    const paid = { status: 'paid', attempts: ['fulfilled'] }
    expect(await standing(engine, held)).toMatchObject(paid)
  })

describe('what a gateway tells', () => {
  test('makes us look, and what is found there counts', async () => {
    const { held, tid } = await givenUnheard()
    expect(await tell({ id: 'e1', tid })).toMatchObject({ status: 200, body: null })
    await expectPaid(held)
  })

  test('five times at once has one effect', async () => {
    const { held, tid } = await givenUnheard()
    const answers = await Promise.all(Array.from({ length: 5 }, () => tell({ id: 'e2', tid })))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    await expectPaid(held)
    const { heard } = await engine.database.one<{ heard: number }>(
      sql`select count(*)::integer as heard from webhook_events where event_id = 'e2'`,
    )
    expect(heard).toBe(1)
  })

  test('is never believed: a paid that is not true changes nothing', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held)
    await tell({ id: 'e3', tid: await tidOf(view), status: 'paid', amount: 1 })
    await tick(engine)
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', attempts: ['ready'] })
  })

  test.each([
    ['a forged signature', { id: 'e4', tid: 'T1' }, 'forged', 401, 'webhook-rejected'],
    ['a payment of somebody else', { id: 'e5', tid: 'T404' }, 'genuine', 200, undefined],
    ['nothing that concerns us', { id: 'e6' }, 'genuine', 200, undefined],
  ])('%s moves nothing', async (_, body, signature, status, type) => {
    const answer = await tell(body, signature)
    expect(answer.status).toBe(status)
    if (type) expect(answer.body.type).toContain(type)
  })

  test('at the address of a gateway that we do not know is a problem', async () => {
    const answer = await house.anyone('POST', '/v1/webhooks/nobody', { id: 'e7' })
    expect(answer.body.type).toContain('gateway-missing')
  })
})

describe('a gateway that asks whether it may charge', () => {
  const amount = 12_500
  const givenAsked = async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held)
    return { held, view, tid: await tidOf(view) }
  }

  test('may, while the order is alive; then the order cannot die under the charge', async () => {
    const { held, view, tid } = await givenAsked()
    expect((await askWhether(held, view, { tid, amount })).status).toBe(200)
    expect((await askWhether(held, view, { tid, amount })).status).toBe(200)
    expect(await standing(engine, held)).toMatchObject({ pinned: true, attempts: ['approving'] })
  })

  test('may not for another amount, and says why in words for the buyer', async () => {
    const { held, view, tid } = await givenAsked()
    const answer = await askWhether(held, view, { tid, amount: 100 })
    expect(answer).toMatchObject({ status: 409, body: { reason: expect.stringContaining('금액') } })
    expect(await standing(engine, held)).toMatchObject({ pinned: false, attempts: ['ready'] })
  })

  test('may not for an order that was canceled, or has expired', async () => {
    const canceled = await givenAsked()
    await cancel(engine, canceled.held)
    const no = await askWhether(canceled.held, canceled.view, { tid: canceled.tid, amount })
    expect(no.status).toBe(409)

    const expired = await givenAsked()
    await engine.advance(601)
    const late = await askWhether(expired.held, expired.view, { tid: expired.tid, amount })
    expect(late.body.type).toContain('order-expired')
  })

  test('may not for another payment than the one it was given the address of', async () => {
    const { held, view } = await givenAsked()
    expect((await askWhether(held, view, { tid: 'T404', amount })).status).toBe(404)
    expect((await askWhether(held, view, {})).status).toBe(404)
  })

  test('may not at an address that nobody gave it: no order is pinned by guessing', async () => {
    const { held, view, tid } = await givenAsked()
    const forged = `/v1/confirms/kakaopay/${view.id}/${held.storeId}.guessed`
    const answer = await house.anyone('POST', forged, { tid, amount })
    expect(answer).toMatchObject({ status: 403 })
    expect(await standing(engine, held)).toMatchObject({ pinned: false, attempts: ['ready'] })
  })
})
