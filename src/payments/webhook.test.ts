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
import { makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import type { Gateway } from './gateway.ts'
import { confirmUrl } from './return-address.ts'
import { receiveWebhook } from './webhook-queries.ts'

// KakaoPay has no webhooks and no confirmations; here an adapter of this test adds them.
let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  const kakaoPay = engine.gateways.get('kakaopay') as Gateway
  const extended: Gateway = {
    ...kakaoPay,
    approveMode: 'auto',
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
  engine = { ...engine, ...makeEngine({ ...engine, doors: frontDoors, gateways: [extended] }) }
  app = await testServer(engine)
})
afterAll(() => engine.close())

const tell = (body: object, signature = 'genuine') =>
  app.anyone('POST', '/v1/webhooks/kakaopay', body, { 'x-signature': signature })
/** The gateway's confirmation request for this payment. */
const requestConfirmation = ({ storeId }: Held, { id }: { id: string }, body: object) => {
  const url = confirmUrl(engine, { storeId, id, gateway: 'kakaopay' })
  return app.anyone('POST', new URL(url).pathname, body)
}

const tidOf = async (payment: { id: string }) => {
  const row = await engine.database.one<{ reference: string }>(
    sql`select reference from payments where id = ${payment.id}`,
  )
  return row.reference
}

/** Captured at the gateway without a reply to us. */
async function givenUnreported() {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await charge(engine, held, await press(view, 'pay'))
  return { held, view, tid: await tidOf(view) }
}

/** By the server after its answer, or by the job. */
const expectPaid = (held: Held) =>
  vi.waitFor(async () => {
    await tick(engine)
    const paid = { status: 'paid', attempts: ['fulfilled'] }
    expect(await standing(engine, held)).toMatchObject(paid)
  }, 15_000)

describe('a webhook', () => {
  test('causes a look-up, and its result counts', async () => {
    const { held, tid } = await givenUnreported()
    expect(await tell({ id: 'e1', tid })).toMatchObject({ status: 200, body: null })
    await expectPaid(held)
  })

  test('sent five times concurrently has one effect', async () => {
    const { held, tid } = await givenUnreported()
    const answers = await Promise.all(Array.from({ length: 5 }, () => tell({ id: 'e2', tid })))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    await expectPaid(held)
    const { heard } = await engine.database.one<{ heard: number }>(
      sql`select count(*)::integer as heard from webhook_events where event_id = 'e2'`,
    )
    expect(heard).toBe(1)
  })

  test('is about a payment of the gateway that sends it', async () => {
    const { tid } = await givenUnreported()
    const { now } = await readNow(engine.database)
    const hint = {
      is: 'hint',
      eventId: 'e9',
      kind: 'told',
      trust: 'signed',
      reference: tid,
    } as const
    const due = []
    for (const gateway of ['toss', 'kakaopay'])
      due.push(await receiveWebhook(engine.database, gateway, hint, now))
    expect(due).toEqual([0, 1])
  })

  test('is only a hint: a false paid changes nothing', async () => {
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

  test('for an unknown gateway is a problem', async () => {
    const answer = await app.anyone('POST', '/v1/webhooks/nobody', { id: 'e7' })
    expect(answer.body.type).toContain('gateway-missing')
  })
})

describe('a confirmation request', () => {
  const amount = 12_500
  const givenAsked = async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held)
    return { held, view, tid: await tidOf(view) }
  }

  test('is confirmed for a live order, also when it is retried', async () => {
    const { held, view, tid } = await givenAsked()
    expect((await requestConfirmation(held, view, { tid, amount })).status).toBe(200)
    expect((await requestConfirmation(held, view, { tid, amount })).status).toBe(200)
    expect(await standing(engine, held)).toMatchObject({ pinned: false, attempts: ['approving'] })
  })

  test('however often a buyer sends it, the order expires at its deadline', async () => {
    const { held, view, tid } = await givenAsked()
    for (const seconds of [0, 300, 260]) {
      await engine.advance(seconds)
      expect((await requestConfirmation(held, view, { tid, amount })).status).toBe(200)
      await tick(engine)
    }
    await engine.advance(20) // too late for a charge to end in time
    const late = await requestConfirmation(held, view, { tid, amount })
    expect(late).toMatchObject({ status: 410, body: { reason: expect.any(String) } })
    await engine.advance(20)
    await tick(engine)
    const ended = { status: 'failed', line: 'released', remaining: 1 }
    expect(await standing(engine, held)).toMatchObject(ended)
  })

  test('does not prevent a cancellation', async () => {
    const { held, view, tid } = await givenAsked()
    await requestConfirmation(held, view, { tid, amount })
    await cancel(engine, held)
    expect((await requestConfirmation(held, view, { tid, amount })).status).toBe(409)
    expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
  })

  test('is refused for another amount, with a reason for the buyer', async () => {
    const { held, view, tid } = await givenAsked()
    const answer = await requestConfirmation(held, view, { tid, amount: 100 })
    expect(answer).toMatchObject({ status: 409, body: { reason: expect.stringContaining('금액') } })
    expect(await standing(engine, held)).toMatchObject({ pinned: false, attempts: ['ready'] })
  })

  test('is refused for a canceled or expired order', async () => {
    const canceled = await givenAsked()
    await cancel(engine, canceled.held)
    const no = await requestConfirmation(canceled.held, canceled.view, {
      tid: canceled.tid,
      amount,
    })
    expect(no.status).toBe(409)

    const expired = await givenAsked()
    await engine.advance(601)
    const late = await requestConfirmation(expired.held, expired.view, { tid: expired.tid, amount })
    expect(late.body.type).toContain('order-expired')
  })

  test('is refused for another payment than the address names', async () => {
    const { held, view } = await givenAsked()
    expect((await requestConfirmation(held, view, { tid: 'T404', amount })).status).toBe(404)
    expect((await requestConfirmation(held, view, {})).status).toBe(404)
  })

  test('is refused at an unsigned address: no order is pinned', async () => {
    const { held, view, tid } = await givenAsked()
    const forged = `/v1/confirms/kakaopay/${view.id}/${held.storeId}.guessed`
    const answer = await app.anyone('POST', forged, { tid, amount })
    expect(answer).toMatchObject({ status: 403 })
    expect(await standing(engine, held)).toMatchObject({ pinned: false, attempts: ['ready'] })
  })
})
