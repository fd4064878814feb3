import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  pay,
  plant,
} from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import type { Id } from '../kernel/id.ts'
import { sql } from '../postgres/sql.ts'

let engine: TestEngine
let app: TestServer
let owner: Person
let buyer: Person
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  owner = await app.owner()
  buyer = await app.customer()
  return () => engine.close()
})
afterAll(() => expectSound(engine))

interface History {
  readonly taken: object
  readonly refunded: object
  readonly data: object[]
  readonly underway: object[]
}

async function givenPaid(): Promise<Held & { paymentId: Id<'Payment'> }> {
  const { body: me } = await buyer<{ id: string }>('GET', '/v1/me')
  const { body: boss } = await owner<{ id: string }>('GET', '/v1/me')
  const held = await givenHeld(engine, { buyerId: me.id })
  await engine.database.run(sql`update stores set owner_id = ${boss.id} where id = ${held.storeId}`)
  const { id } = await pay(engine, held)
  return { ...held, paymentId: id }
}

const refund = ({ storeId, paymentId }: Held & { paymentId: string }, amount: number) =>
  owner('POST', `/v1/stores/${storeId}/payments/${paymentId}/refunds`, { amount, reason: '단골' })

const won = (amount: number) => ({ amount, currency: 'KRW' })

test('buyer and store read all payments and refunds, with gateway, method, reference and reason', async () => {
  const paid = await givenPaid()
  expect((await refund(paid, 2_000)).status).toBe(201)
  expect((await refund(paid, 2_000)).status).toBe(201)
  const path = `orders/${paid.order.id}/payment-history`
  const { body } = await buyer<History>('GET', `/v1/${path}`)
  const { paymentId } = paid
  const back = {
    paymentId,
    kind: 'refunded',
    amount: won(2_000),
    gateway: 'kakaopay',
    method: 'money',
    reason: '단골',
    refundId: expect.any(String),
    reference: expect.stringMatching(/^A/),
  }
  expect(body).toMatchObject({
    price: won(PRICE),
    taken: won(PRICE),
    refunded: won(4_000),
    data: [
      {
        paymentId,
        kind: 'taken',
        amount: won(PRICE),
        gateway: 'kakaopay',
        method: 'money',
        reference: expect.stringMatching(/^A/),
        refundId: null,
        receiptUrl: null,
      },
      back,
      back,
    ],
    underway: [],
  })
  const numbers = body.data.map((entry) => (entry as { reference: string }).reference)
  expect(new Set(numbers).size).toBe(3)
  const stores = await owner<History>('GET', `/v1/stores/${paid.storeId}/${path}`)
  expect(stores.body).toEqual(body)
})

test('a refund in progress is not listed as done', async () => {
  const paid = await givenPaid()
  await plant(engine, paid, { operation: 'cancel', fault: 'reset-after' })
  await refund(paid, 1_000)
  const path = `/v1/orders/${paid.order.id}/payment-history`
  expect((await buyer<History>('GET', path)).body).toMatchObject({
    refunded: won(0),
    underway: [{ amount: won(1_000), reason: '단골', paymentId: paid.paymentId }],
  })
  await pass(engine, 60)
  expect((await buyer<History>('GET', path)).body).toMatchObject({
    refunded: won(1_000),
    underway: [],
  })
  expect((await ledgerOf(engine, paid)).sums).toMatchObject({ refunded: 1_000 })
})

test('another’s order is missing, for buyers and stores', async () => {
  const paid = await givenPaid()
  const path = `orders/${paid.order.id}/payment-history`
  const stranger = await app.owner()
  for (const url of [`/v1/${path}`, `/v1/stores/${paid.storeId}/${path}`]) {
    const { status, body } = await stranger('GET', url)
    expect([url, status, body.type]).toEqual([url, 404, expect.stringMatching(/order-missing$/)])
  }
  expect((await owner('GET', `/v1/${path}`)).status).toBe(404)
})

test('the history is append-only', async () => {
  const { paymentId } = await givenPaid()
  for (const change of [
    sql`update payment_events set amount = 1 where payment_id = ${paymentId}`,
    sql`delete from payment_events where payment_id = ${paymentId}`,
  ])
    await expect(engine.database.run(change)).rejects.toThrow('append-only')
})
