import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenShop, givenTimetable } from '../../src/front-doors/timetables/shop.fixture.ts'
import type { Id } from '../../src/kernel/id.ts'
import { claim } from '../../src/orders/claim.ts'
import { placeId } from '../../src/places/place-id.ts'
import { sql } from '../../src/postgres/sql.ts'
import { FREE_TERMS } from '../consents.ts'
import { givenStore, type TestEngine, testEngine } from '../engine.ts'
import { expectSound, givenHeld, type Held, ledgerOf, pay } from '../paying.ts'
import { type Person, type TestServer, testServer } from '../server.ts'
import { watchChild } from '../watchdog.ts'

// Three server processes on one database get the same request with the same key at the same time.

const ROUNDS = 20

let engine: TestEngine
let app: TestServer
const children: ChildProcess[] = []
let addresses: string[]
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  addresses = await Promise.all([0, 1, 2].map(openServer))
}, 120_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await engine?.close()
}, 60_000)

async function openServer(): Promise<string> {
  const { databaseUrl, sandboxUrl } = engine
  const argument = JSON.stringify({ databaseUrl, sandboxUrl })
  const child = spawn(process.execPath, ['test/crash/server.ts', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  watchChild(child)
  children.push(child)
  const [address] = await once(child.stdout, 'data')
  return String(address).trim()
}

interface Customer {
  readonly id: Id<'Account'>
  readonly ask: Person
}

async function givenCustomer(kind: 'customer' | 'owner' = 'customer'): Promise<Customer> {
  const ask = await app[kind]()
  return { id: (await ask<{ id: Id<'Account'> }>('GET', '/v1/me')).body.id, ask }
}

/**
 * Sends the request to all three at once. One of them runs it; the others give its answer, or say that
 * it is in flight. Then it is replayed everywhere.
 * @returns the one answer
 */
async function atOnce<Answer>({ ask }: Customer, path: string, body?: object): Promise<Answer> {
  const key = engine.newId()
  const send = async (address: string) => {
    const answer = await fetch(address + path, {
      method: 'POST',
      headers: {
        authorization: ask.authorization,
        'idempotency-key': key,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return answer.ok ? text : `${answer.status} ${JSON.parse(text).type}`
  }
  const answers = await Promise.all([...addresses, ...addresses].map(send))
  const given = new Set(
    answers.filter((answer) => !/^409 .*idempotency-key-in-flight$/.test(answer)),
  )
  expect([...given]).toHaveLength(1)
  const [only = ''] = given
  expect(only).toMatch(/^\{/)
  for (const address of addresses) expect(await send(address)).toBe(only)
  return JSON.parse(only)
}

const rounds = async (round: () => Promise<void>) => {
  for (let at = 0; at < ROUNDS; at++) await round()
}

test('a claim is made once', async () => {
  const shop = await givenShop(engine)
  const timetableId = await givenTimetable(engine, shop, { price: 1_000, basicRemaining: ROUNDS })
  const path = `/v1/shops/${shop.shopId}/bookings`
  await rounds(async () => {
    await atOnce(await givenCustomer(), path, { timetableId })
  })
  const { taken } = await engine.database.one<{ taken: number }>(sql`
    select (capacity - remaining) as taken from places where store_id = ${shop.shopId}
  `)
  expect(taken).toBe(ROUNDS)
}, 120_000)

const heldBy = ({ id }: Customer): Promise<Held> => givenHeld(engine, { buyerId: id })

test('a payment is started once', async () => {
  await rounds(async () => {
    const customer = await givenCustomer()
    const held = await heldBy(customer)
    const path = `/v1/orders/${held.order.id}/payments`
    await atOnce(customer, path, {
      gateway: 'kakaopay',
      device: 'desktop',
      cancellationTerms: FREE_TERMS,
    })
    expect((await ledgerOf(engine, held)).payments).toHaveLength(1)
  })
}, 120_000)

test('an order is canceled once', async () => {
  await rounds(async () => {
    const customer = await givenCustomer()
    const held = await heldBy(customer)
    await pay(engine, held)
    await atOnce(customer, `/v1/orders/${held.order.id}/cancellation`, {})
    expect((await ledgerOf(engine, held)).sums.refunds).toBe(1)
  })
}, 120_000)

test('a payment is refunded once', async () => {
  const owner = await givenCustomer('owner')
  await rounds(async () => {
    const held = await heldBy(await givenCustomer())
    await engine.database.run(
      sql`update stores set owner_id = ${owner.id} where id = ${held.storeId}`,
    )
    const { id, amount } = await pay(engine, held)
    const path = `/v1/stores/${held.storeId}/payments/${id}/refunds`
    await atOnce(owner, path, { amount, reason: '휴무' })
    expect((await ledgerOf(engine, held)).sums.refunds).toBe(1)
  })
}, 120_000)

test('a free order is confirmed once, and everything is sound', async () => {
  await rounds(async () => {
    const customer = await givenCustomer()
    const storeId = await givenStore(engine)
    const place = { id: placeId(storeId, 'free'), key: 'free', capacity: 1, startsAt: null }
    const lines = [{ place, quantity: 1, unitPrice: 0 }]
    const ask = { storeId, buyerId: customer.id, title: '무료', holdSeconds: 600, lines }
    const { order } = await claim(engine, ask)
    await atOnce(customer, `/v1/orders/${order?.id}/confirmation`)
  })
  await expectSound(engine)
}, 120_000)
