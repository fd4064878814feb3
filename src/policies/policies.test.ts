import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { nameBooker } from '../../test/booker.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound, type Held, ledgerOf, pay, standing } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import type { Id } from '../kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../kernel/time.ts'
import { readOrders } from '../orders/queries.ts'
import type * as payments from '../payments/contract.ts'
import { sql } from '../postgres/sql.ts'
import type * as contract from './contract.ts'

type Policy = AnswerOf<typeof contract.getPolicy>
type Quote = AnswerOf<typeof contract.quoteCancellation>
type Canceled = AnswerOf<typeof payments.cancelOrder>

const PRICE = 45_000

let engine: TestEngine
let server: TestServer
let owner: Person
let guest: Person
let storeId: string
let tableTimeId: string
let tomorrow: string

beforeAll(async () => {
  engine = await testEngine()
  server = await testServer(engine)
  owner = await server.owner()
})
beforeEach(async () => {
  guest = await server.customer()
  const restaurant = {
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', restaurant)).body.id
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  tomorrow = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const time = { weekday: weekdayOf(tomorrow), time: '23:30', capacity: 2, price: PRICE }
  const offered = await owner<{ id: string }>(
    'POST',
    `/v1/restaurants/${storeId}/table-times`,
    time,
  )
  tableTimeId = offered.body.id
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

const policyUrl = () => `/v1/stores/${storeId}/cancellation-policy`
const choose = (body: object, by = owner) => by<Policy>('PUT', policyUrl(), body)

/** Chooses a policy and advances the clock until it applies. */
async function givenPolicy(body: object) {
  expect((await choose(body)).status).toBe(200)
  await engine.advance(60)
}

async function givenBooked(): Promise<Held & { paid(): Promise<string> }> {
  const body = { tableTimeId, date: tomorrow }
  const booked = await guest<{ id: Id<'Order'> }>(
    'POST',
    `/v1/restaurants/${storeId}/bookings`,
    body,
  )
  expect(booked.status).toBe(201)
  await nameBooker(guest, booked.body.id)
  const [order] = await readOrders(engine.database, storeId as Id<'Store'>, [booked.body.id])
  if (!order?.buyerId) throw new Error('the booking is not there')
  const held = { storeId: order.storeId, buyerId: order.buyerId, order }
  return { ...held, paid: async () => (await pay(engine, held)).state }
}

/** Advances the clock to `seconds` before tomorrow's dinner. */
async function before(seconds: number) {
  const { left } = await engine.database.one<{ left: number }>(sql`
    select extract(epoch from min(starts_at) - clock_now())::float8 as left from places
     where store_id = ${storeId}`)
  await engine.advance(left - seconds)
}

const quoteOf = ({ order }: Held, by = guest) =>
  by<Quote>('GET', `/v1/orders/${order.id}/cancellation-quote`)
const cancel = ({ order }: Held, body?: object, key?: Record<string, string>) =>
  guest<Canceled & { quote: Quote }>('POST', `/v1/orders/${order.id}/cancellation`, body, key)
const won = (amount: number) => ({ amount, currency: 'KRW' })
const HOUR = 3600

test('a store without a policy refunds in full until the start', async () => {
  const { body } = await server.anyone<Policy>('GET', policyUrl())
  expect(body.policy).toEqual({
    kind: 'free',
    tiers: [{ hoursBefore: 0, keptPercent: 0 }],
    grace: null,
  })
  expect(body.next).toBeNull()
  expect(body.choices.map(({ kind }) => kind)).toEqual([
    'free',
    'restaurant',
    'reservation-restaurant',
  ])
  const held = await givenBooked()
  await held.paid()
  await before(1)
  expect((await quoteOf(held)).body).toMatchObject({ refund: won(PRICE), kept: won(0) })
  expect((await cancel(held)).body).toMatchObject({ refund: won(PRICE), status: 'canceled' })
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
})

test('only the owner changes the policy, within the law; each refusal has its problem', async () => {
  const other = await server.owner()
  expect((await choose({ kind: 'restaurant' }, guest)).status).toBe(403)
  expect((await choose({ kind: 'restaurant' }, other)).body.type).toMatch(/store-missing$/)
  expect((await choose({ kind: 'performance' })).body).toMatchObject({
    status: 422,
    type: expect.stringMatching(/policy-kind-unfit$/),
    kinds: ['free', 'restaurant', 'reservation-restaurant'],
  })
  const half = { hoursBefore: 0, keptPercent: 50 }
  const illegal = { kind: 'restaurant', tiers: [{ hoursBefore: 1, keptPercent: 0 }, half] }
  expect((await choose(illegal)).body).toMatchObject({
    type: expect.stringMatching(/penalty-illegal$/),
    tier: half,
    mostPercent: 20,
  })
  const unfit = { kind: 'restaurant', tiers: [{ hoursBefore: 1, keptPercent: 0 }] }
  expect((await choose(unfit)).body.type).toMatch(/tiers-unfit$/)
  const both = { hoursBefore: 1, daysBefore: 1, keptPercent: 0 }
  expect((await choose({ kind: 'restaurant', tiers: [both] })).status).toBe(400)
  expect((await server.anyone<Policy>('GET', policyUrl())).body.next).toBeNull()
})

test('a new policy applies a minute later, and not to earlier bookings', async () => {
  const early = await givenBooked()
  const chosen = await choose({ kind: 'reservation-restaurant' })
  expect(chosen.body).toMatchObject({
    policy: { kind: 'free' },
    next: { kind: 'reservation-restaurant' },
  })
  await early.paid()
  await engine.advance(60)
  const now = await server.anyone<Policy>('GET', policyUrl())
  expect(now.body).toMatchObject({ policy: { kind: 'reservation-restaurant' }, next: null })

  const first = guest
  guest = await server.customer()
  const late = await givenBooked()
  await late.paid()
  await before(HOUR / 2)
  expect((await quoteOf(late)).body).toMatchObject({ refund: won(27_000), kept: won(18_000) })
  expect((await quoteOf(early, first)).body).toMatchObject({ refund: won(PRICE), kept: won(0) })
})

test('an unpaid order has a quote, with instants in the store’s time zone', async () => {
  await givenPolicy({ kind: 'reservation-restaurant' })
  const held = await givenBooked()
  const { body } = await quoteOf(held)
  expect(body).toMatchObject({ refund: won(0), kept: won(0), timeZone: 'Asia/Seoul' })
  expect(body.steps).toEqual([
    {
      until: new Date(`${tomorrow}T11:30:00+09:00`).toISOString(),
      keptPercent: 0,
      kept: won(0),
      refund: won(PRICE),
    },
    {
      until: new Date(`${tomorrow}T22:30:00+09:00`).toISOString(),
      keptPercent: 20,
      kept: won(9000),
      refund: won(36_000),
    },
    {
      until: new Date(`${tomorrow}T23:30:00+09:00`).toISOString(),
      keptPercent: 40,
      kept: won(18_000),
      refund: won(27_000),
    },
  ])
  expect((await quoteOf(held, owner)).status).toBe(404)
  expect((await cancel(held, { refund: 0 })).body).toMatchObject({ refund: won(0), kept: won(0) })
  expect((await quoteOf(held)).body.type).toMatch(/order-over$/)
})

test('the store keeps what the policy says; the gateway refunds the rest', async () => {
  await givenPolicy({ kind: 'reservation-restaurant' })
  const held = await givenBooked()
  await held.paid()
  await before(HOUR)
  expect((await cancel(held)).body).toMatchObject({ refund: won(27_000), kept: won(18_000) })
  expect(await standing(engine, held)).toMatchObject({
    status: 'canceled',
    remaining: 2,
    attempts: ['partially-refunded'],
  })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ refunded: 27_000, held: 18_000 })
  await engine.advance(HOUR)
})

test('a buyer who agreed to a refund that has fallen must confirm again; nothing is canceled', async () => {
  await givenPolicy({ kind: 'restaurant' })
  const held = await givenBooked()
  await held.paid()
  await before(HOUR + 1)
  const { body: seen } = await quoteOf(held)
  expect(seen.refund).toEqual(won(PRICE))
  await engine.advance(2)
  const refused = await cancel(held, { refund: seen.refund.amount })
  expect(refused.status).toBe(409)
  expect(refused.body.type).toMatch(/refund-changed$/)
  expect(refused.body.quote).toMatchObject({ refund: won(36_000), kept: won(9000) })
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
  const again = await cancel(held, { refund: 36_000 })
  expect(again.body).toMatchObject({ refund: won(36_000), kept: won(9000) })
})

test('the same idempotency key replays the answer, although the refund has fallen since', async () => {
  await givenPolicy({ kind: 'restaurant' })
  const held = await givenBooked()
  await held.paid()
  await before(HOUR + 1)
  const key = { 'idempotency-key': 'one-intent' }
  const first = await cancel(held, { refund: PRICE }, key)
  await engine.advance(2)
  const second = await cancel(held, { refund: PRICE }, key)
  expect(second.body).toEqual(first.body)
  expect(second.headers['idempotent-replayed']).toBe('true')
})

test('after the start a buyer cannot cancel; the store can, with a full refund', async () => {
  await givenPolicy({ kind: 'reservation-restaurant' })
  const held = await givenBooked()
  await held.paid()
  await before(0)
  expect((await quoteOf(held)).body.type).toMatch(/already-begun$/)
  expect((await cancel(held)).body.type).toMatch(/already-begun$/)
  const url = `/v1/stores/${storeId}/orders/${held.order.id}/cancellation`
  const reason = { reason: '주방에 불이 났습니다' }
  const other = await server.owner()
  expect((await other('POST', url, reason)).body.type).toMatch(/order-missing$/)
  expect((await guest('POST', url, reason)).status).toBe(403)
  expect((await owner('POST', url, { reason: ' ' })).status).toBe(400)
  expect((await owner<Canceled>('POST', url, reason)).body).toMatchObject({
    status: 'canceled',
    refund: won(PRICE),
    kept: won(0),
  })
  expect((await owner('POST', url, reason)).body.type).toMatch(/order-over$/)
  const written = sql`select canceled_by, reason from cancellations where order_id = ${held.order.id}`
  expect(await engine.database.one(written)).toEqual({
    canceled_by: 'store',
    reason: reason.reason,
  })
})

test('buyer and store cancel concurrently: one succeeds, and one refund is made', async () => {
  await givenPolicy({ kind: 'reservation-restaurant' })
  const held = await givenBooked()
  await held.paid()
  await before(HOUR / 2)
  const url = `/v1/stores/${storeId}/orders/${held.order.id}/cancellation`
  const answers = await Promise.all([
    cancel(held),
    owner<Canceled>('POST', url, { reason: '주방에 불이 났습니다' }),
    cancel(held),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const refunded = answers.find(({ status }) => status === 200)?.body.refund.amount
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ refunds: 1, refunded })
})

test('the database refuses every policy the rules refuse', async () => {
  const write = (kind: string, tiers: object, ahead = 60) =>
    engine.database.run(sql`
      insert into cancellation_policies (store_id, id, kind, tiers, written_at, applies_at)
      values (${storeId}, ${engine.newId()}, ${kind}, ${JSON.stringify(tiers)}::jsonb, now(),
              now() + make_interval(secs => ${ahead}))`)
  const end = { hoursBefore: 0, keptPercent: 20 }
  await write('restaurant', [end])
  await expect(write('restaurant', [end], 59)).rejects.toThrow(/policies_ahead/)
  await expect(write('free', [end])).rejects.toThrow(/policies_free/)
  await expect(write('nothing', [end])).rejects.toThrow(/policies_kind/)
  const unfit = [
    [],
    [{ hoursBefore: 1, keptPercent: 0 }],
    [{ daysBefore: 1, keptPercent: 0 }],
    [{ hoursBefore: 1, keptPercent: 20 }, end],
    [{ keptPercent: 0 }, end],
    [{ hoursBefore: 1, daysBefore: 1, keptPercent: 0 }, end],
    [{ hoursBefore: 0, keptPercent: 101 }],
    [{ hoursBefore: 0 }],
  ]
  for (const tiers of unfit)
    await expect(write('restaurant', tiers), JSON.stringify(tiers)).rejects.toThrow(
      /policies_tiers/,
    )
  await expect(engine.database.run(sql`delete from cancellation_policies`)).rejects.toThrow(
    /append-only/,
  )
})
