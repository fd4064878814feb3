import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel, expectSound, ledgerOf, PRICE, pass, plant, standing } from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { expectBalanced, walletOf } from '../wallets/wallet.fixture.ts'
import { book, charge, givenGuest, leave, storeCancels } from './owner-left.fixture.ts'

// What is left of a charge comes back.

let engine: TestEngine
let house: TestServer
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
})
afterAll(async () => {
  await expectSound(engine)
  await expectBalanced(engine)
  await engine.close()
})

interface Quote {
  readonly refund: { readonly amount: number }
}

test('a charge that is half spent: the quote says the rest, the rest comes back, and leaving works', async () => {
  const guest = await givenGuest(house)
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

test('what comes back to the wallet later can be taken back too, and ends the charge', async () => {
  const guest = await givenGuest(house)
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

test('of two charges, what one has lost to a booking the other has still', async () => {
  const guest = await givenGuest(house)
  const first = await charge(engine, guest, 10_000)
  const second = await charge(engine, guest, 15_000)
  await book(engine, guest)
  await cancel(engine, second)
  await expect(cancel(engine, first)).rejects.toMatchObject({ type: 'charge-spent' })
  expect((await ledgerOf(engine, second)).sums.refunded).toBe(25_000 - PRICE)
  await leave(guest)
})

test('five times at once it comes back once', async () => {
  const guest = await givenGuest(house)
  const charged = await charge(engine, guest, 20_000)
  await book(engine, guest)
  await Promise.allSettled([0, 1, 2, 3, 4].map((at) => cancel(engine, charged, `at once ${at}`)))
  await pass(engine, 60)
  expect((await ledgerOf(engine, charged)).sums).toMatchObject({
    refunds: 1,
    refunded: 20_000 - PRICE,
  })
})

test('a refund that the gateway refuses waits for a person, with the money out of the wallet', async () => {
  const guest = await givenGuest(house)
  const charged = await charge(engine, guest, 20_000)
  await book(engine, guest)
  await plant(engine, charged, { operation: 'cancel', fault: 'fail', code: -798 })
  await cancel(engine, charged)
  expect(await standing(engine, charged)).toMatchObject({ attempts: ['needs-review'] })
})
