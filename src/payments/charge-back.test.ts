import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  plant,
  standing,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { sql } from '../postgres/sql.ts'
import { expectBalanced, walletOf } from '../wallets/wallet.fixture.ts'
import { lookUpPaid } from './look-up-paid.ts'
import { book, charge, givenGuest, leave, storeCancels } from './owner-left.fixture.ts'
import { readAttempts } from './queries.ts'
import { decideReview } from './review.ts'
import type { Payment } from './rules.ts'

// Refunds of the unspent part of a charge.

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(async () => {
  await expectSound(engine)
  await expectBalanced(engine)
  await engine.close()
})

interface Quote {
  readonly refund: { readonly amount: number }
}

test('a half spent charge: the rest is quoted and refunded, and the owner can leave', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 20_000)
  const booked = await book(engine, guest)
  const path = `/v1/orders/${charged.order.id}`
  const quote = await guest.ask<Quote>('GET', `${path}/cancellation-quote`)
  expect(quote.body.refund.amount).toBe(20_000 - PRICE)
  const wrong = await guest.ask('POST', `${path}/cancellation`, { refund: 20_000 })
  expect(wrong.body.type).toMatch(/refund-changed$/)
  const sent = await guest.ask('POST', `${path}/cancellation`, { refund: 20_000 - PRICE })
  expect([sent.status, sent.body]).toMatchObject([
    200,
    { status: 'paid', refund: { amount: 20_000 - PRICE }, kept: { amount: 0 } },
  ])
  expect((await ledgerOf(engine, charged)).sums.refunded).toBe(20_000 - PRICE)
  expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
  const nothing = await guest.ask('GET', `${path}/cancellation-quote`)
  expect(nothing.body.type).toMatch(/charge-spent$/)
  await leave(guest)
  await storeCancels(engine, booked)
  expect((await ledgerOf(engine, charged)).sums.refunded).toBe(20_000)
})

test('a later refund to the wallet can be refunded too, and ends the charge', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 20_000)
  const booked = await book(engine, guest)
  await cancel(engine, charged, 'first')
  await storeCancels(engine, booked)
  expect(await walletOf(engine, guest.id)).toEqual([PRICE, 0, 0])
  await cancel(engine, charged, 'second')
  expect(await standing(engine, charged)).toMatchObject({
    status: 'canceled',
    attempts: ['refunded'],
  })
  expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
})

test('a charge is given back in two equal parts', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 2 * PRICE)
  const booked = await book(engine, guest)
  await cancel(engine, charged, 'first')
  expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
  await storeCancels(engine, booked)
  await cancel(engine, charged, 'second')
  expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
  expect((await ledgerOf(engine, charged)).sums).toMatchObject({ refunds: 2, refunded: 2 * PRICE })
})

test('of two charges, what was spent of one is left of the other', async () => {
  const guest = await givenGuest(app)
  const first = await charge(engine, guest, 10_000)
  const second = await charge(engine, guest, 15_000)
  await book(engine, guest)
  await cancel(engine, second)
  await expect(cancel(engine, first)).rejects.toMatchObject({ type: 'charge-spent' })
  expect((await ledgerOf(engine, second)).sums.refunded).toBe(25_000 - PRICE)
  await leave(guest)
})

test('five concurrent cancellations refund it once', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 20_000)
  await book(engine, guest)
  await Promise.allSettled([0, 1, 2, 3, 4].map((at) => cancel(engine, charged, `at once ${at}`)))
  await pass(engine, 60)
  expect((await ledgerOf(engine, charged)).sums).toMatchObject({
    refunds: 1,
    refunded: 20_000 - PRICE,
  })
})

describe('an admin who accepts the gateway’s facts', () => {
  const accept = async (held: Held) => {
    const { id } = await givenGuest(app)
    const { paymentId } = await engine.database.one<{ paymentId: string }>(
      sql`select id as "paymentId" from payments where order_id = ${held.order.id}`,
    )
    const once = { scope: id, key: engine.newId(), fingerprint: 'accept' }
    const ask = { adminId: id, paymentId, decision: 'accept' as const, note: '확인', once }
    await decideReview(engine, ask)
  }

  test('about a refused refund: the wallet is credited again', async () => {
    const guest = await givenGuest(app)
    const charged = await charge(engine, guest, 20_000)
    await book(engine, guest)
    await plant(engine, charged, { operation: 'cancel', fault: 'fail', code: -798 })
    await cancel(engine, charged)
    expect(await standing(engine, charged)).toMatchObject({ attempts: ['needs-review'] })
    expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
    await engine.advance(60)
    await accept(charged)
    expect(await walletOf(engine, guest.id)).toEqual([20_000 - PRICE, 0, 0])
    await expectBalanced(engine)
    await cancel(engine, charged, 'again')
    expect((await ledgerOf(engine, charged)).sums.refunded).toBe(20_000 - PRICE)
  })

  test('about a refused part: the next one tells the gateway the whole balance', async () => {
    const guest = await givenGuest(app)
    const charged = await charge(engine, guest, 3 * PRICE)
    const [booked] = [await book(engine, guest), await book(engine, guest)]
    await cancel(engine, charged, 'first')
    await storeCancels(engine, booked)
    await plant(engine, charged, { operation: 'cancel', fault: 'fail', code: -798 })
    await cancel(engine, charged, 'refused')
    await engine.advance(60)
    await accept(charged)
    expect(await walletOf(engine, guest.id)).toEqual([PRICE, 0, 0])
    await cancel(engine, charged, 'once more')
    expect(await walletOf(engine, guest.id)).toEqual([0, 0, 0])
    expect((await ledgerOf(engine, charged)).sums).toMatchObject({ refunds: 2, held: PRICE })
    const { balances } = await engine.database.one<{ balances: number[] }>(sql`
      select array_agg(r.balance::integer order by r.created_at, r.id) as balances
        from refunds r join payments p on p.store_id = r.store_id and p.id = r.payment_id
       where p.order_id = ${charged.order.id}
    `)
    expect(balances).toEqual([3 * PRICE, 2 * PRICE, 2 * PRICE])
  })

  test.each([
    ['is in the wallet', 5_000, [15_000 - PRICE, 0, 0]],
    ['was partly spent', 10_000, [0, 0, 0]],
  ])(
    'about a refund in its console: the wallet is debited, when it %s',
    async (_when, amount, left) => {
      const guest = await givenGuest(app)
      const charged = await charge(engine, guest, 20_000)
      await book(engine, guest)
      await refundInConsole(charged, amount)
      await accept(charged)
      expect(await walletOf(engine, guest.id)).toEqual(left)
      await expectBalanced(engine)
    },
  )
})

/** Refunds a charge in the gateway's console, and runs the daily comparison. */
async function refundInConsole(held: Held, amount: number): Promise<void> {
  const [payment] = await readAttempts(engine.database, held.storeId, held.order.id)
  const { reference, approvalReference } = payment as Payment
  const said = await engine.gateways.get('kakaopay')?.cancel({
    reference: reference ?? '',
    approvalReference,
    amount: { amount, currency: 'KRW' },
    taxFree: 0,
    balance: 20_000,
    reason: 'console',
    operationKey: `console ${reference}`,
  })
  expect(said?.is).toBe('canceled')
  await lookUpPaid(engine, payment as Payment)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['needs-review'] })
}
