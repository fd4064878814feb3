import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  merchantIdOf,
  PRICE,
  pass,
  pay,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import type { FaultName } from '../gateways/sandbox/faults.ts'
import { sandboxKeys } from '../gateways/sandbox/keys.ts'
import { windowOf } from '../gateways/sandbox-buyer.ts'
import { sql } from '../postgres/sql.ts'
import { type ReturnAsk, returnPayment } from './approve.ts'
import { change } from './change.ts'
import { gatewayCases, moneyOf, plantFor } from './faults.fixture.ts'
import { readPayment } from './queries.ts'
import { confirmUrl } from './return-address.ts'

// Untrusted input from browsers and the network. Forged, stale, foreign or altered input changes no
// state, money or book.

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

/** Orders, and what was captured and refunded for them. */
const ledgerState = (...all: readonly Held[]) =>
  Promise.all(
    all.map(async (held) => ({
      ...(await standing(engine, held)),
      ...(await moneyOf(engine, held)),
    })),
  )

const nothingTaken = { approvals: 0, held: 0 }
const paidOnce = { status: 'paid', line: 'sold', approvals: 1, refunds: 0, held: PRICE }

/** Posts a return over HTTP, as the return page does. */
const post = ({ paymentId, token, query }: ReturnAsk) =>
  app.anyone<{ status: string }>('POST', `/v1/payments/${paymentId}/return`, { token, query })

/** A query with shuffled and repeated members. */
function shuffled(query: ReturnAsk['query']): Record<string, string> {
  const members = Object.entries(query).reverse()
  return Object.fromEntries(new URLSearchParams([...members, ...members]))
}

const ways = gatewayCases.map((of) => ({
  gateway: of.gateway,
  isAuto: of.gateway === 'portone-v1',
}))

describe.each(ways)('at $gateway', ({ gateway, isAuto }) => {
  test('an address not signed for this payment and outcome is refused', async () => {
    const [mine, other] = [await givenHeld(engine), await givenHeld(engine)]
    const [view, foreign] = [
      await start(engine, mine, { gateway }),
      await start(engine, other, { gateway }),
    ]
    const theirs = await press(foreign, 'pay')
    const back = await press(view, isAuto ? 'quit' : 'pay')
    const { token, query } = back
    const before = await ledgerState(mine, other)
    const flipped = query.outcome === 'success' ? 'quit' : 'success'
    const forgeries: ReturnAsk[] = [
      { ...back, token: '' },
      { ...back, token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` },
      { ...back, token: token.replace(/^[^.]*/, other.storeId) },
      { ...back, token: theirs.token },
      { ...back, query: { ...query, outcome: flipped } },
      { ...back, query: { ...query, outcome: 'open' } },
      { ...back, paymentId: foreign.id },
      { ...back, paymentId: engine.newId<'Payment'>() },
    ]
    for (const forged of forgeries) {
      const answer = await post(forged)
      expect([answer.status, answer.body.type]).toEqual([
        403,
        expect.stringContaining('return-forged'),
      ])
    }
    expect(await ledgerState(mine, other)).toEqual(before)
    await returnPayment(engine, theirs)
    expect(await ledgerState(other)).toMatchObject([paidOnce])
  })

  test('another payment’s client token pays neither', async () => {
    const [mine, other] = [await givenHeld(engine), await givenHeld(engine)]
    const view = await start(engine, mine, { gateway })
    const theirs = await press(await start(engine, other, { gateway }), 'pay')
    const back = isAuto ? await press(view, 'quit') : await press(view, 'pay')
    const [, before] = await ledgerState(mine, other)
    // everything the gateway returned, at our address
    const { outcome = '' } = back.query
    await returnPayment(engine, { ...back, query: { ...theirs.query, outcome } })
    const [ours, after] = await ledgerState(mine, other)
    expect(ours).toMatchObject({ status: 'ready', line: 'held', ...nothingTaken })
    expect(after).toEqual(before)
    await returnPayment(engine, theirs)
    await pay(engine, mine, { gateway })
    for (const one of await ledgerState(mine, other)) expect(one).toMatchObject(paidOnce)
  })

  test('a made-up client token pays nothing', async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    const { token, query, paymentId } = await press(view, isAuto ? 'quit' : 'pay')
    const madeUp = Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, name === 'outcome' ? value : 'x']),
    )
    await returnPayment(engine, { paymentId, token, query: madeUp })
    await pass(engine, 120)
    expect(await ledgerState(held)).toMatchObject([
      { status: 'ready', line: 'held', ...nothingTaken },
    ])
    await engine.advance(3_700)
    await tick(engine)
    expect(await ledgerState(held)).toMatchObject([
      { status: 'failed', remaining: 1, ...nothingTaken },
    ])
  })

  test('amounts and outcomes in the address are ignored', async () => {
    const held = await givenHeld(engine)
    const { query, ...back } = await press(await start(engine, held, { gateway }), 'pay')
    const told = { amount: '1', status: 'paid', imp_success: 'false', currency: 'USD' }
    expect(await returnPayment(engine, { ...back, query: { ...query, ...told } })).toMatchObject({
      state: 'fulfilled',
      approved: PRICE,
    })
    expect(await ledgerState(held)).toMatchObject([paidOnce])
  })

  test('opened five times, shuffled and doubled, it pays once', async () => {
    const held = await givenHeld(engine)
    const back = await press(await start(engine, held, { gateway }), 'pay')
    const again = { ...back, query: shuffled(back.query) }
    const answers = await Promise.all([again, back, again, back, again].map(post))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    await vi.waitFor(async () => {
      await tick(engine)
      expect((await post(again)).body).toMatchObject({ status: 'paid' })
    }, 15_000)
    expect(await ledgerState(held)).toMatchObject([paidOnce])
  })

  test('a stale address changes nothing: canceled, replaced or refunded', async () => {
    const [canceled, replaced, refunded] = [
      await givenHeld(engine),
      await givenHeld(engine),
      await givenHeld(engine),
    ]
    const button = isAuto ? 'quit' : 'pay'
    const first = await press(await start(engine, canceled, { gateway }), button)
    await cancel(engine, canceled)
    const second = await press(await start(engine, replaced, { gateway }), button)
    await pay(engine, replaced, { gateway: gateway === 'toss' ? 'kakaopay' : 'toss' })
    const third = await press(await start(engine, refunded, { gateway }), 'pay')
    await returnPayment(engine, third)
    await cancel(engine, refunded)
    await pass(engine, 120)
    const before = await ledgerState(canceled, replaced, refunded)
    expect(before).toMatchObject([
      { status: 'canceled', remaining: 1, ...nothingTaken },
      paidOnce,
      { status: 'canceled', remaining: 1, approvals: 1, refunds: 1, held: 0 },
    ])
    for (const stale of [first, second, third, third]) await returnPayment(engine, stale)
    await pass(engine, 60)
    const still = before.map(({ reasons: _, ...facts }) => facts)
    expect(await ledgerState(canceled, replaced, refunded)).toMatchObject(still)
  })
})

test('a change decided on a stale version is refused, and writes nothing', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  const old = await readPayment(engine.database, held.storeId, view.id)
  if (!old) throw new Error('the payment is gone')
  await returnPayment(engine, await press(view, 'pay'))
  const before = await ledgerState(held)
  for (const [state, facts] of [
    ['expired', { reason: 'late' }],
    ['ready', { reference: 'T1' }],
  ] as const)
    await expect(
      engine.database.transaction((tx) => change(tx, old, state, facts)),
    ).rejects.toThrow('is no longer at version')
  expect(await ledgerState(held)).toEqual(before)
  const now = await readPayment(engine.database, held.storeId, view.id)
  expect(now?.reference).toBe(old.reference)
})

/**
 * Tampered input of the gateway's script, and who detects it: the gateway before it opens its window,
 * or on approval; we, after a capture that differs.
 */
const another = { orderNumber: 'another', buyer: 'another' }
const tampered: readonly (readonly [gateway: string, launch: object, end: string])[] = [
  ['toss', { amount: { currency: 'KRW', value: 100 } }, 'declined'],
  ['toss', { metadata: another }, 'needs-review'],
  ['portone-v2', { totalAmount: 100 }, 'ready'],
  ['portone-v2', { customData: another }, 'needs-review'],
  ['portone-v2', { channelKey: sandboxKeys.portOneV2Merchant.autoChannelKey }, 'needs-review'],
  ['portone-v1', { amount: 100 }, 'ready'],
  ['portone-v1', { custom_data: { ...another, taxFree: 0 } }, 'needs-review'],
]

test.each(tampered)('%s opened with %j pays nothing: %s', async (name, changes, end) => {
  const held = await givenHeld(engine)
  const view = await start(engine, held, { gateway: name })
  const gateway = engine.gateways.get(name)
  if (!gateway) throw new Error(name)
  const { launch, reference } = await engine.database.one<{ launch: object; reference: string }>(
    sql`select launch, reference from payments where id = ${view.id}`,
  )
  const prepared = { is: 'prepared', reference, launch: { ...launch, ...changes } } as const
  const redirectUrl = await windowOf(gateway, prepared).catch(() => undefined)
  expect(redirectUrl === undefined).toBe(end === 'ready')
  if (redirectUrl) await returnPayment(engine, await press({ ...view, redirectUrl }, 'pay'))
  await pass(engine, 200)
  const [after] = await ledgerState(held)
  expect(after).toMatchObject({ status: 'ready', line: 'held', attempts: [end] })
  if (end === 'needs-review') return
  expect(after).toMatchObject(nothingTaken)
  await pay(engine, held, { gateway: name })
  expect(await ledgerState(held)).toMatchObject([paidOnce])
})

test('a capture below the price pays nothing', async () => {
  const gateway = 'portone-v1' // the browser's flow charges there, whatever we believe
  const held = await givenHeld(engine)
  const view = await start(engine, held, { gateway })
  await unlock(await merchantIdOf(engine, view), 100)
  const { launch, reference } = await engine.database.one<{ launch: object; reference: string }>(
    sql`select launch, reference from payments where id = ${view.id}`,
  )
  const port = engine.gateways.get(gateway)
  if (!port) throw new Error(gateway)
  const prepared = { is: 'prepared', reference, launch: { ...launch, amount: 100 } } as const
  const back = await press({ ...view, redirectUrl: await windowOf(port, prepared) }, 'pay')
  await returnPayment(engine, back)
  await pass(engine, 120)
  expect(await ledgerState(held)).toMatchObject([
    {
      status: 'ready',
      line: 'held',
      attempts: ['needs-review'],
      reasons: ['differs: amount'],
      approvals: 1,
      held: 100,
    },
  ])
})

/** Changes the amount registered at PortOne, with its API keys. */
async function unlock(merchant_uid: string, amount: number): Promise<void> {
  const { impKey: imp_key, impSecret: imp_secret } = sandboxKeys.portOneV1
  const send = (path: string, method: string, body: object, headers: object = {}) =>
    fetch(`${engine.sandboxUrl}/iamport${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const told = await (await send('/users/getToken', 'POST', { imp_key, imp_secret })).json()
  const authorization = `Bearer ${told.response.access_token}`
  const body = { merchant_uid, amount }
  const answer = await send('/payments/prepare', 'PUT', body, { authorization })
  expect(await answer.json()).toMatchObject({ code: 0 })
}

describe('webhooks that are unsigned, or signed and untrue', () => {
  const now = () => Math.floor(Date.now() / 1000)
  /** Stripe signs with our clock's time, PortOne with the machine's. */
  const ours = async () => {
    const { at } = await engine.database.one<{ at: Date }>(sql`select clock_now() as at`)
    return Math.floor(at.getTime() / 1000)
  }
  const stripeSigned = async (body: object, secret: string = sandboxKeys.stripe.webhookSecret) => {
    const at = await ours()
    const text = `${at}.${JSON.stringify(body)}`
    return {
      'stripe-signature': `t=${at},v1=${createHmac('sha256', secret).update(text).digest('hex')}`,
    }
  }
  const portOneSigned = (
    body: object,
    secret: string = sandboxKeys.portOneV2.webhookSecrets[0],
  ) => {
    const [id, at] = [engine.newId(), `${now()}`]
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const text = `${id}.${at}.${JSON.stringify(body)}`
    return {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': `v1,${createHmac('sha256', key).update(text).digest('base64')}`,
    }
  }
  type Told = 'paid' | 'refunded'
  type Message = [body: object, headers: Record<string, string>]
  const told: Record<string, (reference: string, told: Told) => Promise<Message> | Message> = {
    toss: (orderId, said) => [
      {
        eventType: 'PAYMENT_STATUS_CHANGED',
        data: { orderId, status: said === 'paid' ? 'DONE' : 'CANCELED', totalAmount: PRICE },
      },
      { 'tosspayments-webhook-transmission-id': engine.newId() },
    ],
    'portone-v1': (merchant_uid, said) => [
      { imp_uid: `imp_${now()}`, merchant_uid, status: said === 'paid' ? 'paid' : 'cancelled' },
      {},
    ],
    'portone-v2': (paymentId, said) => {
      const body = {
        type: said === 'paid' ? 'Transaction.Paid' : 'Transaction.Cancelled',
        timestamp: new Date().toISOString(),
        data: {
          storeId: sandboxKeys.portOneV2.storeId,
          paymentId,
          transactionId: engine.newId(),
          cancellationId: engine.newId(),
        },
      }
      return [body, portOneSigned(body)]
    },
    stripe: async (id, said) => {
      const body = {
        id: `evt_${engine.newId()}`,
        object: 'event',
        type: said === 'paid' ? 'payment_intent.succeeded' : 'charge.refunded',
        data: { object: { id, object: 'payment_intent', status: 'succeeded', amount: PRICE } },
      }
      return [body, await stripeSigned(body)]
    },
  }
  const tell = (gateway: string, [body, headers]: Message) =>
    app.anyone('POST', `/v1/webhooks/${gateway}`, body, headers)
  const wordOf = async (gateway: string, { id }: { id: string }, said: Told): Promise<Message> => {
    const words = told[gateway]
    if (!words) throw new Error(gateway)
    return words(await referenceOf({ id }), said)
  }
  const referenceOf = async ({ id }: { id: string }) => {
    const row = await engine.database.one<{ reference: string }>(
      sql`select reference from payments where id = ${id}`,
    )
    return row.reference
  }
  const telling = Object.keys(told)

  test.each(telling)('%s sending a false "paid" or "refunded" is looked up', async (gateway) => {
    const [open, paid] = [await givenHeld(engine), await givenHeld(engine)]
    const view = await start(engine, open, { gateway })
    const payment = await pay(engine, paid, { gateway })
    const before = await ledgerState(open, paid)
    for (const said of ['paid', 'refunded', 'paid'] as const)
      for (const one of [view, payment]) {
        const answer = await tell(gateway, await wordOf(gateway, one, said))
        expect(answer.status).toBe(200)
        await tick(engine)
      }
    await pass(engine, 60)
    expect(await ledgerState(open, paid)).toMatchObject(
      before.map(({ reasons: _, ...facts }) => facts),
    )
  })

  test.each(['portone-v2', 'stripe'])(
    '%s signed with another key is refused, and not stored',
    async (gateway) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await press(view, 'pay')
      const [body, genuine] = await wordOf(gateway, view, 'paid')
      const foreign = Buffer.from('somebody else').toString('base64')
      const isStripe = gateway === 'stripe'
      const headers = isStripe
        ? await stripeSigned(body, foreign)
        : portOneSigned(body, `whsec_${foreign}`)
      const before = await ledgerState(held)
      for (const wrong of [{}, headers]) {
        const answer = await tell(gateway, [body, wrong])
        expect([answer.status, answer.body.type]).toEqual([
          401,
          expect.stringContaining('webhook-rejected'),
        ])
      }
      const altered = await tell(gateway, [{ ...body, altered: true }, genuine])
      expect(altered.status).toBe(401)
      const { count } = await engine.database.one<{ count: number }>(
        sql`select count(*)::integer as count from webhook_events
           where gateway = ${gateway} and payment_id = ${view.id}`,
      )
      expect(count).toBe(0)
      expect(await ledgerState(held)).toEqual(before)
    },
  )

  test('a confirmation for another amount or an ended order is refused', async () => {
    const gateway = 'portone-v1'
    const ask = async ({ storeId }: Held, id: string, amount: number, known = id) => {
      const { pathname } = new URL(confirmUrl(engine, { storeId, id, gateway }))
      const merchant_uid = await merchantIdOf(engine, { id: known })
      return app.anyone('POST', pathname, { imp_uid: 'imp_1', merchant_uid, amount })
    }
    const [open, canceled, paid] = [
      await givenHeld(engine),
      await givenHeld(engine),
      await givenHeld(engine),
    ]
    const view = await start(engine, open, { gateway })
    const gone = await start(engine, canceled, { gateway })
    await cancel(engine, canceled)
    const payment = await pay(engine, paid, { gateway })
    const before = await ledgerState(open, canceled, paid)
    expect((await ask(open, view.id, PRICE - 1)).body.type).toContain('amount-differs')
    expect((await ask(open, view.id, PRICE + 1)).body.type).toContain('amount-differs')
    expect((await ask(canceled, gone.id, PRICE)).status).toBe(409)
    expect((await ask(paid, payment.id, PRICE)).status).toBe(409)
    expect((await ask(open, engine.newId(), PRICE, view.id)).status).toBe(404)
    expect(await ledgerState(open, canceled, paid)).toEqual(before)
  })
})

// The server on a real port: the sandbox signs and sends; we verify like the official libraries.
describe('a webhook whose signature is', () => {
  const spoiled: readonly (readonly [FaultName, { readonly [gateway: string]: number }])[] = [
    ['no-signature', { 'portone-v2': 401, stripe: 401 }],
    ['wrong-key', { 'portone-v2': 401, stripe: 401 }],
    ['altered-body', { 'portone-v2': 401, stripe: 401 }],
    ['stale', { 'portone-v2': 401, stripe: 401 }],
    ['future', { 'portone-v2': 401, stripe: 200 }], // Stripe's own package takes it as it comes
    ['two-signatures', { 'portone-v2': 200, stripe: 200 }],
  ]
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

  const answered = async (orderId: readonly string[], fault: string) => {
    const { webhooks } = await (await fetch(`${engine.sandboxUrl}/webhooks`)).json()
    type Sent = { orderId: string; spoiled: string | null; answers: number[] }
    return (webhooks as Sent[])
      .filter((one) => orderId.includes(one.orderId) && one.spoiled === fault)
      .flatMap(({ answers }) => answers)
  }

  describe.each(['portone-v2', 'stripe'] as const)('of %s', (gateway) => {
    test.each(spoiled)('%s', async (fault, expected) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      const names = [held.order.number, await merchantIdOf(engine, view)]
      await plantFor(engine, { gateway }, held, view, { operation: 'webhook', fault })
      await returnPayment(engine, await press(view, 'pay'))
      await vi.waitFor(
        async () => expect(await answered(names, fault)).toEqual([expected[gateway]]),
        { timeout: 10_000 },
      )
      await vi.waitFor(async () => {
        await tick(engine)
        expect(await standing(engine, held)).toMatchObject({
          status: 'paid',
          attempts: ['fulfilled'],
        })
      }, 10_000)
      expect(await moneyOf(engine, held)).toMatchObject({ approvals: 1, held: PRICE })
    })
  })
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
