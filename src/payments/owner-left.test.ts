import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  plant,
  press,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { sessions } from '../accounts/sessions.ts'
import { sql } from '../postgres/sql.ts'
import { expectBalanced, give } from '../wallets/wallet.fixture.ts'
import { returnPayment } from './approve.ts'
import {
  book,
  charge,
  givenGuest,
  leave,
  storeCancels,
  storeGivesBack,
  walletChargedBy,
} from './owner-left.fixture.ts'
import { readAttempts } from './queries.ts'
import { requestRefund } from './refund.ts'
import type { Payment } from './rules.ts'

// Refunds to ownerless wallets are refunded through the gateways that charged them.

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

const empty = { charged: 0, granted: 0, held: 0, owed: 0, unclaimed: 0 }
const backOf = async (held: Held) => (await ledgerOf(engine, held)).sums.refunded
/** All invariants hold, whatever is still due. */
const expectClean = async () => {
  await expectSound(engine)
  await expectBalanced(engine)
}

test('a booking the store cancels is refunded through the charging gateway', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, PRICE)
  const booked = await book(engine, guest)
  await leave(guest)
  await storeCancels(engine, booked)
  expect(await backOf(charged)).toBe(PRICE)
  expect(await walletChargedBy(engine, charged)).toEqual(empty)
  await expectClean()
})

test('of two charges the later is refunded first, up to the owed balance', async () => {
  const guest = await givenGuest(app)
  const first = await charge(engine, guest, 10_000)
  const second = await charge(engine, guest, 15_000)
  const one = await book(engine, guest)
  const other = await book(engine, guest)
  await leave(guest)
  await storeCancels(engine, one)
  expect([await backOf(first), await backOf(second)]).toEqual([0, PRICE])
  await storeCancels(engine, other)
  expect([await backOf(first), await backOf(second)]).toEqual([10_000, 15_000])
  expect(await walletChargedBy(engine, first)).toEqual(empty)
  await expectClean()
})

test('two stores cancel concurrently: each won is refunded once', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 2 * PRICE)
  const booked = [await book(engine, guest), await book(engine, guest)]
  await leave(guest)
  await Promise.all(booked.map((held) => storeCancels(engine, held)))
  await pass(engine, 120)
  expect(await backOf(charged)).toBe(2 * PRICE)
  expect(await walletChargedBy(engine, charged)).toEqual(empty)
  await expectClean()
})

test('two partial refunds, and the rest', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, PRICE)
  const booked = await book(engine, guest)
  await leave(guest)
  await storeGivesBack(engine, booked, 2_000)
  expect(await backOf(charged)).toBe(2_000)
  await storeGivesBack(engine, booked, 3_000)
  await storeCancels(engine, booked)
  await pass(engine, 60)
  expect(await backOf(charged)).toBe(PRICE)
  await expectClean()
})

test('of an order paid by wallet and gateway each part is refunded its own way', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 5_000)
  const booked = await book(engine, guest, { gateway: 'kakaopay', wallet: 5_000 })
  await leave(guest)
  await storeCancels(engine, booked)
  expect([await backOf(charged), await backOf(booked)]).toEqual([5_000, PRICE - 5_000])
  await expectClean()
})

test('refunded granted balance returns to the platform', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, 10_000)
  await give(engine, guest.id, PRICE - 10_000)
  const booked = await book(engine, guest)
  await leave(guest)
  await storeCancels(engine, booked)
  expect(await backOf(charged)).toBe(10_000)
  expect(await walletChargedBy(engine, charged)).toEqual(empty)
  await expectClean()
})

describe('the gateway’s reply', () => {
  test('none: looked up, and refunded once', async () => {
    const guest = await givenGuest(app)
    const charged = await charge(engine, guest, PRICE)
    const booked = await book(engine, guest)
    await leave(guest)
    await plant(engine, charged, { operation: 'cancel', fault: 'reset-after' })
    await storeCancels(engine, booked)
    await expectCleanAudit(engine)
    await pass(engine, 120)
    expect((await ledgerOf(engine, charged)).sums).toMatchObject({ refunds: 1, refunded: PRICE })
    expect(await walletChargedBy(engine, charged)).toEqual(empty)
    await expectClean()
  })

  test('refused: the amount is unclaimed, and an admin sees the references', async () => {
    const guest = await givenGuest(app)
    const charged = await charge(engine, guest, PRICE)
    const booked = await book(engine, guest)
    await leave(guest)
    await plant(engine, charged, { operation: 'cancel', fault: 'fail', code: -798 })
    await storeCancels(engine, booked)
    expect(await backOf(charged)).toBe(0)
    expect(await walletChargedBy(engine, charged)).toEqual({ ...empty, unclaimed: PRICE })
    await expectClean()

    const admin = await givenAdmin()
    const { body: reviews } = await admin<Reviews>('GET', '/v1/reviews')
    expect(reviews.data).toContainEqual(
      expect.objectContaining({
        orderNumber: charged.order.number,
        why: expect.objectContaining({ code: 'refund-rejected' }),
      }),
    )
    const { body } = await admin<Unclaimed>('GET', '/v1/unclaimed')
    const item = body.data.find(({ charges }) =>
      charges.some(({ orderNumber }) => orderNumber === charged.order.number),
    )
    expect(item).toMatchObject({
      amount: { amount: PRICE, currency: 'KRW' },
      charges: [{ gateway: 'kakaopay', reference: expect.any(String) }],
    })
    const payOut = () =>
      admin('POST', `/v1/unclaimed/${item?.id}/payout`, { amount: PRICE, note: '계좌 이체' })
    expect((await payOut()).status).toBe(200)
    expect((await payOut()).body.type).toMatch(/unclaimed-too-little$/)
    expect(await walletChargedBy(engine, charged)).toEqual(empty)
    await expectClean()
  })
})

test('leaving while the store cancels: the wallet is credited, or the gateway refunds', async () => {
  for (const ahead of [0, 2, 5, 10, 20, 40]) {
    const guest = await givenGuest(app)
    const charged = await charge(engine, guest, PRICE)
    const booked = await book(engine, guest)
    const password = 'correct horse battery'
    const [left] = await Promise.all([
      guest.ask('DELETE', '/v1/me', { password }),
      pause(ahead).then(() => storeCancels(engine, booked)),
    ])
    const isOwned = left.status !== 200
    if (isOwned) expect(left.body.type).toMatch(/wallet-not-empty$/)
    await pass(engine, 60)
    expect(await backOf(charged)).toBe(isOwned ? 0 : PRICE)
    expect(await walletChargedBy(engine, charged)).toEqual({
      ...empty,
      charged: isOwned ? PRICE : 0,
    })
  }
})

test('an owner with a payment in progress cannot leave, and loses nothing', async () => {
  const guest = await givenGuest(app)
  await charge(engine, guest, 5_000)
  const held = await givenHeld(engine, { buyerId: guest.id })
  const back = await press(await start(engine, held, { gateway: 'kakaopay', wallet: 5_000 }), 'pay')
  const refused = await guest.ask('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect([refused.status, refused.body.type]).toEqual([
    409,
    expect.stringMatching(/wallet-not-empty$/),
  ])
  expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
  await leave(guest)
  await storeCancels(engine, held)
  expect(await backOf(held)).toBe(PRICE - 5_000)
  await expectClean()
})

test('by hand, if the owner chose that', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, PRICE)
  const booked = await book(engine, guest)
  await leave(guest, { moneyBack: 'by-hand' })
  await storeCancels(engine, booked)
  await tick(engine)
  expect(await backOf(charged)).toBe(0)
  expect(await walletChargedBy(engine, charged)).toEqual({ ...empty, unclaimed: PRICE })
  await expectClean()
})

test('the leaving quote has possible refunds and their gateways', async () => {
  const guest = await givenGuest(app)
  await charge(engine, guest, 10_000)
  await charge(engine, guest, 15_000, 'toss')
  await give(engine, guest.id, 1_000)
  await book(engine, guest)
  const { body } = await guest.ask('GET', '/v1/me/leaving')
  expect(body).toEqual({
    wallet: { charged: won(13_500), granted: won(0), held: won(0) },
    mayComeBack: won(PRICE - 1_000),
    lapses: won(1_000),
    gateways: [{ gateway: 'toss', most: won(PRICE - 1_000) }],
    byHand: won(0),
  })
})

test('an owed balance left by a crash is refunded by the next run', async () => {
  const guest = await givenGuest(app)
  const charged = await charge(engine, guest, PRICE)
  const booked = await book(engine, guest)
  await leave(guest)
  // The process ended after the store's refund was committed.
  const [payment] = await readAttempts(engine.database, booked.storeId, booked.order.id)
  await engine.database.transaction((tx) =>
    requestRefund(engine, tx, payment as Payment, { amount: 1_000, reason: '사과' }),
  )
  expect(await walletChargedBy(engine, charged)).toEqual({ ...empty, owed: 1_000 })
  await expectBalanced(engine)
  await tick(engine)
  expect(await backOf(charged)).toBe(1_000)
  expect(await walletChargedBy(engine, charged)).toEqual(empty)
})

const won = (amount: number) => ({ amount, currency: 'KRW' })

interface Reviews {
  readonly data: readonly { readonly orderNumber: string }[]
}
interface Unclaimed {
  readonly data: readonly {
    readonly id: string
    readonly charges: readonly { readonly orderNumber: string }[]
  }[]
}

async function givenAdmin() {
  const { id, ask } = await givenGuest(app)
  await engine.database.run(sql`update accounts set role = 'admin' where id = ${id}`)
  sessions(engine).evictAccount(id)
  return ask
}
