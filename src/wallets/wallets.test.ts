import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  givenBuyer,
  pass,
  pay,
  press,
  standing,
  start,
  charge as takenWithoutUs,
} from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { sessions } from '../accounts/sessions.ts'
import { Problem } from '../kernel/problem.ts'
import { lockOrder } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { sql } from '../postgres/sql.ts'
import { creditIn, openCharge } from './charge.ts'
import { isCharge, PLATFORM_STORE } from './charge-rules.ts'
import { spend } from './spends/spend.ts'
import { expectBalanced, givenOrders, PRICE, spendOf } from './wallet.fixture.ts'

let engine: TestEngine
let server: TestServer
beforeAll(async () => {
  engine = await testEngine()
  server = await testServer(engine)
})
afterAll(() => engine.close())

interface WalletAnswer {
  charged: { amount: number; currency: string }
  granted: { amount: number }
  held: { amount: number }
}
interface OrderAnswer {
  id: string
  storeId: string
  title: string
  status: string
  price: { amount: number; currency: string }
}
interface Page {
  data: {
    number: number
    what: string
    of: string
    amount: { amount: number }
    balance: { amount: number }
    order: { title: string } | null
  }[]
  nextCursor: string | null
}

const idOf = async (person: Person) => (await person<{ id: string }>('GET', '/v1/me')).body.id
const problemOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const charge = (person: Person, amount: number, key: string = randomUUID()) =>
  person<OrderAnswer>('PATCH', '/v1/wallet', { amount }, { 'idempotency-key': key })
const has = async (person: Person) => {
  const { body } = await person<WalletAnswer>('GET', '/v1/wallet')
  return [body.charged.amount, body.granted.amount, body.held.amount]
}

/** Credits a charge as settlement does, before the order is written. */
const credit = (orderId: string) =>
  engine.database.transaction(async (tx) => {
    const order = (await lockOrder(tx, PLATFORM_STORE, orderId)) as Order
    return creditIn(tx, order, { id: engine.newId(), gateway: 'kakaopay' })
  })

async function admin(): Promise<Person> {
  const person = await server.customer()
  const id = await idOf(person)
  await engine.database.run(sql`update accounts set role = 'admin' where id = ${id}`)
  sessions(engine).evictAccount(id)
  return person
}

test('an account that never charged has an empty wallet without entries', async () => {
  const person = await server.customer()
  expect((await person('GET', '/v1/wallet')).body).toEqual({
    charged: { amount: 0, currency: 'KRW' },
    granted: { amount: 0, currency: 'KRW' },
    held: { amount: 0, currency: 'KRW' },
  })
  expect((await person('GET', '/v1/wallet/entries')).body).toEqual({ data: [], nextCursor: null })
})

test('a charge is an order at the platform’s store, and is credited once', async () => {
  const person = await server.customer()
  const { status, body } = await charge(person, 50_000)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    storeId: PLATFORM_STORE,
    title: '지갑 충전',
    status: 'ready',
    price: { amount: 50_000, currency: 'KRW' },
  })
  expect(isCharge(body)).toBe(true)
  expect(await has(person)).toEqual([0, 0, 0])
  await credit(body.id)
  await credit(body.id)
  expect(await has(person)).toEqual([50_000, 0, 0])
  await expectBalanced(engine)
})

test('the same amount gives the same order, another amount another; the same key replays', async () => {
  const person = await server.customer()
  const first = await charge(person, 50_000, 'a-key')
  expect((await charge(person, 50_000)).body.id).toBe(first.body.id)
  expect((await charge(person, 30_000)).body.id).not.toBe(first.body.id)
  const replayed = await charge(person, 50_000, 'a-key')
  expect(replayed.headers['idempotent-replayed']).toBe('true')
  expect(replayed.body.id).toBe(first.body.id)
})

test.each([0, 999, 2_000_001])('a charge of %i won is refused', async (amount) => {
  const answer = await charge(await server.customer(), amount)
  expect([answer.status, problemOf(answer)]).toEqual([422, 'charge-out-of-range'])
})

test('a wallet is limited to two million with open charges; a payment above it is not credited', async () => {
  const person = await server.customer()
  const whole = await charge(person, 2_000_000, 'the-whole')
  expect(problemOf(await charge(person, 1_000))).toBe('wallet-full')
  await credit(whole.body.id)
  await engine.advance(1800)
  expect(problemOf(await charge(person, 1_000))).toBe('wallet-full')
  expect((await charge(person, 2_000_000, 'the-whole')).body.id).toBe(whole.body.id)
  const hasty = await server.customer()
  const both = await Promise.all([charge(hasty, 1_500_000), charge(hasty, 1_400_000)])
  const opened = both.filter(({ status }) => status === 200)
  const credited = await Promise.all(opened.map(({ body }) => credit(body.id)))
  expect(credited.filter((it) => it instanceof Problem)).toHaveLength(opened.length - 1)
  await expectBalanced(engine)
})

test('entries are listed latest first, in pages, with their orders', async () => {
  const person = await server.customer()
  const accountId = await idOf(person)
  await credit((await charge(person, 50_000)).body.id)
  const [order] = (await givenOrders(engine, accountId)) as [Order]
  await spend(engine, spendOf(engine, order))
  const first = await person<Page>('GET', '/v1/wallet/entries?limit=1')
  expect(first.body.data).toMatchObject([
    {
      number: 2,
      what: 'spend',
      of: 'charged',
      amount: { amount: -PRICE },
      balance: { amount: 40_000 },
      order: { title: '공연' },
    },
  ])
  const next = `/v1/wallet/entries?limit=1&cursor=${first.body.nextCursor}`
  const second = await person<Page>('GET', next)
  expect(second.body).toMatchObject({
    data: [{ what: 'charge', balance: { amount: 50_000 }, order: { title: '지갑 충전' } }],
    nextCursor: null,
  })
  expect((await person('GET', '/v1/wallet/entries?cursor=x')).status).toBe(400)
})

test('an admin grants balance with a reason, once, to an existing account', async () => {
  const person = await server.customer()
  const giver = await admin()
  const accountId = await idOf(person)
  const body = { accountId, amount: 3_000, reason: '불편을 드려 죄송합니다' }
  const give = (sent: object = body, key: string = randomUUID()) =>
    giver<WalletAnswer>('POST', '/v1/wallet-grants', sent, { 'idempotency-key': key })
  expect((await give(body, 'once')).body.granted.amount).toBe(3_000)
  expect((await give(body, 'once')).headers['idempotent-replayed']).toBe('true')
  expect(await has(person)).toEqual([0, 3_000, 0])
  const nobody = await give({ ...body, accountId: randomUUID() })
  expect([nobody.status, problemOf(nobody)]).toEqual([404, 'account-missing'])
  expect((await person('POST', '/v1/wallet-grants', body)).status).toBe(403)
  await expectBalanced(engine)
})

test('an owner with a balance cannot leave; after leaving the entries are anonymous', async () => {
  const person = await server.customer()
  const accountId = await idOf(person)
  await credit((await charge(person, PRICE)).body.id)
  const giver = await admin()
  const give = (amount: number) =>
    giver('POST', '/v1/wallet-grants', { accountId, amount, reason: '홍길동님께' })
  await give(3_000)
  const leave = () => person('DELETE', '/v1/me', { password: 'correct horse battery' })
  const refused = await leave()
  expect([refused.status, problemOf(refused)]).toEqual([409, 'wallet-not-empty'])

  const price = PRICE + 3_000
  const [order] = (await givenOrders(engine, accountId, { price })) as [Order]
  await spend(engine, spendOf(engine, order))
  await give(1_000)
  expect(await has(person)).toEqual([0, 1_000, 0])
  expect((await leave()).status).toBe(200)
  const { walletId } = await engine.database.one<{ walletId: string }>(sql`
    select wallet_id as "walletId" from spends where order_id = ${order.id}
  `)
  const left = await engine.database.rows(sql`
    select w.account_id, w.granted,
           (select count(reason) from grants g where g.wallet_id = w.id)::int as reasons,
           (select count(*) from entries e where e.wallet_id = w.id)::int as entries
      from wallets w where w.id = ${walletId}
  `)
  expect(left).toEqual([{ account_id: null, granted: 0, reasons: 0, entries: 6 }])
  await expectBalanced(engine)
})

test('a payment for an owner who has left is a problem, and is not credited', async () => {
  const person = await server.customer()
  const { body } = await charge(person, PRICE)
  await engine.advance(1800)
  await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(await credit(body.id)).toMatchObject({ type: 'wallet-missing' })
})

test('a charge is paid through a gateway like any order, also late', async () => {
  const opened = async () => {
    const buyerId = await givenBuyer(engine)
    const once = { scope: buyerId, key: 'k', fingerprint: 'f' }
    const { order } = await openCharge(engine, { buyerId, amount: PRICE, once, answer: () => '' })
    return { storeId: PLATFORM_STORE, buyerId, order: order as Order }
  }
  const held = await opened()
  await pay(engine, held)
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
  const late = await opened()
  const back = await press(await start(engine, late), 'pay')
  await takenWithoutUs(engine, late, back)
  await pass(engine, 1800)
  expect(await standing(engine, late)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
})
