import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  pay,
  plant,
  press,
  standing,
  start,
  wired,
} from '../../test/paying.ts'
import { testServer } from '../../test/server.ts'
import type { Id } from '../kernel/id.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { change } from './change.ts'
import { lockPayment } from './queries.ts'
import { decideReview } from './review.ts'
import type { Decision } from './review-rules.ts'
import type { Payment } from './rules.ts'

// A reply that does not match the payment: it goes to review; until a decision the order is neither paid
// nor captured again.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

interface Answer {
  readonly amount: object
}

const lies: readonly [string, (answer: Answer) => object][] = [
  ['reference', (answer) => ({ ...answer, tid: 'T0000000000000000000' })],
  ['orderNumber', (answer) => ({ ...answer, partner_order_id: '20260101000000-ANOTHER1' })],
  ['buyer', (answer) => ({ ...answer, partner_user_id: 'somebody-else' })],
  ['amount', (answer) => ({ ...answer, amount: { ...answer.amount, total: 12_400 } })],
  ['taxFree', (answer) => ({ ...answer, amount: { ...answer.amount, tax_free: 100 } })],
]

/** The engine with a transport that alters the replies of one operation. */
const lyingAt = (operation: string, lie: (answer: Answer) => object) =>
  wired(engine, async (input, init) => {
    const response = await fetch(input, init)
    if (!`${input}`.endsWith(`/${operation}`)) return response
    return Response.json(lie((await response.json()) as Answer), { status: response.status })
  })

async function expectFrozen(held: Held): Promise<void> {
  const frozen = { status: 'ready', line: 'held', attempts: ['needs-review'], pinned: true }
  expect(await standing(engine, held)).toMatchObject(frozen)
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await expect(cancel(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await pass(engine, 700)
  expect(await standing(engine, held)).toMatchObject({ ...frozen, remaining: 0 })
}

test.each(lies)('an approval whose %s differs goes to review', async (name, lie) => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  expect(await returnPayment(lyingAt('approve', lie), back)).toMatchObject({
    state: 'needs-review',
    reason: `differs: ${name}`,
    approved: null,
  })
  await expectFrozen(held)
})

test.each(lies)('a look-up whose %s differs goes to review', async (name, lie) => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
  expect(await returnPayment(lyingAt('order', lie), back)).toMatchObject({
    state: 'needs-review',
    reason: `differs: ${name}`,
  })
  await expectFrozen(held)
})

// Decisions. Each case is set up by altered replies or at the gateway's console; the decision uses the
// endpoint's operation.

const adminId = 'a1a1fcc5-6b23-7cba-9438-0c324424d476'

const decide = (
  engine: TestEngine,
  { storeId, order }: Held,
  decision: Decision,
  { key = engine.newId() }: { key?: string } = {},
) =>
  engine.database
    .one<{ id: Id<'Payment'> }>(sql`
      select id from payments where store_id = ${storeId} and order_id = ${order.id}
       order by attempt limit 1`)
    .then(({ id }) =>
      decideReview(engine, {
        adminId,
        paymentId: id,
        decision,
        note: '전화로 확인함',
        once: { scope: adminId, key, fingerprint: decision },
      }),
    )

/** In review because of an altered reply to our approval. */
async function givenReview(lie: (answer: Answer) => object): Promise<Held> {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  expect(await returnPayment(lyingAt('approve', lie), back)).toMatchObject({
    state: 'needs-review',
  })
  return held
}
const lieAbout = (name: string) =>
  lies.find(([which]) => which === name)?.[1] as (typeof lies)[0][1]

/** Refunds in the gateway's console. */
const giveBackElsewhere = async ({ order }: Held, amount: number, balance: number) => {
  const { reference } = await engine.database.one<{ reference: string }>(
    sql`select reference from payments where order_id = ${order.id} order by attempt limit 1`,
  )
  const said = await engine.gateways.get('kakaopay')?.cancel({
    reference,
    approvalReference: null,
    amount: { amount, currency: 'KRW' },
    taxFree: 0,
    balance,
    reason: 'console',
    operationKey: 'console',
  })
  expect(said?.is).toBe('canceled')
}

/** In review: the order is canceled, and the gateway refused the refund. */
async function givenRefusedRefund(): Promise<Held> {
  const held = await givenHeld(engine)
  await pay(engine, held)
  const refused = wired(engine, async (input, init) =>
    `${input}`.endsWith('/cancel')
      ? Response.json({ error_code: -731, error_message: 'no such merchant' }, { status: 400 })
      : fetch(input, init),
  )
  await cancel(refused, held)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['needs-review'] })
  return held
}

const sumsOf = async (held: Held) => (await ledgerOf(engine, held)).sums

test('look again: after a wrong reply it is settled, and the order is paid', async () => {
  const held = await givenReview(lieAbout('amount'))
  await decide(engine, held, 'look-again')
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
})

test('look again: what still differs returns to review', async () => {
  const held = await givenReview(lieAbout('buyer'))
  await decide(lyingAt('order', lieAbout('buyer')), held, 'look-again')
  await expectFrozen(held)
})

test('look again: a refused refund is retried', async () => {
  const held = await givenRefusedRefund()
  await engine.advance(20)
  await decide(engine, held, 'look-again')
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
  expect(await sumsOf(held)).toMatchObject({ refunds: 1, held: 0 })
})

test('look again: a refund that timed out after a day is tried for another day', async () => {
  const held = await givenRefusedRefund()
  await engine.advance(100_000)
  await plant(engine, held, { operation: 'order', fault: 'reset-before', nth: 2 })
  await decide(engine, held, 'look-again')
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refund-unknown'] })
  await pass(engine, 100)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
})

test('accept: a differing name is confirmed, and the order is paid', async () => {
  const held = await givenReview(lieAbout('buyer'))
  await decide(lyingAt('order', lieAbout('buyer')), held, 'accept')
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    line: 'sold',
    attempts: ['fulfilled'],
    pinned: false,
  })
})

test.each(['reference', 'amount', 'taxFree'])('accept: a differing %s is refused', async (name) => {
  const held = await givenReview(lieAbout(name))
  await expect(decide(lyingAt('order', lieAbout(name)), held, 'accept')).rejects.toMatchObject({
    type: 'payment-not-ours',
    facts: { differs: [name] },
  })
  await expectFrozen(held)
})

test('accept: a refund at the console is recorded, and the order stays paid', async () => {
  const held = await givenHeld(engine)
  const { id } = await pay(engine, held)
  await giveBackElsewhere(held, 2_000, PRICE)
  await engine.database.transaction(async (tx) => {
    const payment = (await lockPayment(tx, held.storeId, id)) as Payment
    await change(tx, payment, 'needs-review', { reason: 'refunded-elsewhere' })
  })
  await engine.advance(20)
  await expect(decide(engine, held, 'refund')).rejects.toMatchObject({ type: 'order-goes-on' })
  await expect(decide(engine, held, 'close')).rejects.toMatchObject({ type: 'money-held' })
  await decide(engine, held, 'accept')
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    attempts: ['partially-refunded'],
  })
})

test('refund: all the gateway captured is refunded, although it differs', async () => {
  const held = await givenReview(lieAbout('buyer'))
  await giveBackElsewhere(held, 2_500, PRICE)
  await decide(lyingAt('order', lieAbout('buyer')), held, 'refund')
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'], pinned: false })
  expect(await sumsOf(held)).toMatchObject({ refunds: 2, refunded: PRICE, held: 0 })
  await expect(decide(engine, held, 'refund')).rejects.toMatchObject({ type: 'review-missing' })
})

test('refund: a differing amount is refunded as captured', async () => {
  const held = await givenHeld(engine)
  const less = wired(engine, (input, init) => {
    const body = JSON.parse(String(init?.body))
    const ask = body.total_amount ? { ...body, total_amount: 12_400 } : body
    return fetch(input, { ...init, body: JSON.stringify(ask) })
  })
  const back = await press(await start(less, held), 'pay')
  expect(await returnPayment(less, back)).toMatchObject({ reason: 'differs: amount' })
  await expect(decide(engine, held, 'accept')).rejects.toMatchObject({ type: 'payment-not-ours' })
  await decide(engine, held, 'refund')
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', attempts: ['refunded'] })
  expect(await sumsOf(held)).toMatchObject({ refunded: 12_400, held: 0 })
  expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled' })
})

test('refund: without a reply it is retried, and made once', async () => {
  const held = await givenReview(lieAbout('buyer'))
  await plant(engine, held, { operation: 'cancel', fault: 'reset-after' })
  await decide(engine, held, 'refund')
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refund-unknown'] })
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
  expect(await sumsOf(held)).toMatchObject({ refunds: 1, held: 0 })
})

test('close: refused while the gateway holds money, allowed when it holds none', async () => {
  const held = await givenReview(lieAbout('buyer'))
  const facts = { held: PRICE }
  await expect(decide(engine, held, 'close')).rejects.toMatchObject({ type: 'money-held', facts })
  await giveBackElsewhere(held, PRICE, PRICE)
  await engine.advance(20)
  await expect(decide(engine, held, 'refund')).rejects.toMatchObject({ type: 'nothing-held' })
  await expect(decide(engine, held, 'accept')).rejects.toMatchObject({ type: 'nothing-held' })
  await decide(engine, held, 'close')
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'], pinned: false })
})

test('close: a refund at the console completes the refused one', async () => {
  const held = await givenRefusedRefund()
  await expect(decide(engine, held, 'accept')).rejects.toMatchObject({ type: 'order-not-paid' })
  await giveBackElsewhere(held, PRICE, PRICE)
  await expect(decide(engine, held, 'close')).rejects.toMatchObject({ type: 'refund-running' })
  await engine.advance(20)
  await decide(engine, held, 'close')
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
})

test('with a silent gateway only look-again is possible', async () => {
  const held = await givenReview(lieAbout('buyer'))
  for (const decision of ['accept', 'refund', 'close'] as const) {
    await plant(engine, held, { operation: 'order', fault: 'reset-before' })
    await expect(decide(engine, held, decision)).rejects.toMatchObject({ type: 'gateway-unclear' })
  }
  await expectFrozen(held)
})

test('four concurrent decisions: one is made, one refund, the others get a problem', async () => {
  const held = await givenReview(lieAbout('buyer'))
  const met = Promise.withResolvers<void>()
  let asking = 0
  const together = wired(engine, async (input, init) => {
    if (`${input}`.endsWith('/order') && ++asking === 4) met.resolve()
    if (asking <= 4) await met.promise
    return fetch(input, init)
  })
  const made = await Promise.allSettled(
    ['k1', 'k2', 'k3', 'k4'].map((key) => decide(together, held, 'refund', { key })),
  )
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = made.flatMap((it) => (it.status === 'rejected' ? it.reason.type : []))
  expect(refused).toEqual(Array(3).fill('review-missing'))
  await pass(engine, 60)
  expect(await sumsOf(held)).toMatchObject({ refunds: 1, held: 0 })
  const { decisions } = await engine.database.one<{ decisions: object[] }>(sql`
    select json_agg(json_build_object('decision', decision, 'by', decided_by, 'note', note,
                                      'reason', reason, 'said', said->'is')) as decisions
      from review_decisions where store_id = ${held.storeId}`)
  expect(decisions).toEqual([
    {
      decision: 'refund',
      by: adminId,
      note: '전화로 확인함',
      reason: 'differs: buyer',
      said: 'found',
    },
  ])
  await expect(engine.database.run(sql`delete from review_decisions`)).rejects.toThrow(
    'append-only',
  )
})

test('admins list all reviews, owners their own, and only an admin decides', async () => {
  const app = await testServer(engine)
  const [owner, stranger, admin] = [
    await app.owner(),
    await app.owner('남사장'),
    await app.customer('관리자'),
  ]
  await engine.database.run(sql`update accounts set role = 'admin' where name = '관리자'`)
  const held = await givenRefusedRefund()
  const { body: me } = await owner<{ id: string }>('GET', '/v1/me')
  await engine.database.run(sql`update stores set owner_id = ${me.id} where id = ${held.storeId}`)

  const path = `/v1/stores/${held.storeId}/reviews`
  const { body } = await owner<{ data: { paymentId: string }[] }>('GET', path)
  expect(body.data).toMatchObject([
    {
      orderNumber: held.order.number,
      why: { code: 'refund-rejected', detail: 'kakaopay -731 no such merchant' },
      believed: {
        orderStatus: 'canceled',
        taken: { amount: PRICE },
        refunded: { amount: 0 },
        refunding: { amount: PRICE },
      },
      gatewaySays: { state: 'rejected' },
      decisions: [],
    },
  ])
  expect((await stranger('GET', path)).status).toBe(404)
  expect((await owner('GET', '/v1/reviews')).status).toBe(403)
  const decision = `/v1/reviews/${body.data[0]?.paymentId}/decision`
  const ask = { decision: 'accept', note: '확인' }
  expect((await owner('POST', decision, ask)).status).toBe(403)
  const refused = await admin('POST', decision, ask)
  expect([refused.status, refused.body.type]).toEqual([
    409,
    expect.stringMatching(/order-not-paid$/),
  ])

  await engine.advance(20)
  const looked = await admin('POST', decision, { decision: 'look-again', note: '키를 고침' })
  expect(looked).toMatchObject({ status: 200, body: { state: 'refund-unknown' } })
  const { body: after } = await admin<{ data: { paymentId: string }[] }>(
    'GET',
    '/v1/reviews?limit=100',
  )
  expect(after.data.map(({ paymentId }) => paymentId)).not.toContain(body.data[0]?.paymentId)
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
})
