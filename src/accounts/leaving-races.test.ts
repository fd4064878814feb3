import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound, pass, press, standing, start, tick } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { moveTo } from '../front-doors/timetables/shop.fixture.ts'
import { leavingOf } from '../leaving.ts'
import type { Order } from '../orders/rules.ts'
import { returnPayment } from '../payments/approve.ts'
import { sql } from '../postgres/sql.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import { eraseLate } from './leaving.ts'
import { type Account, removeAccount } from './queries.ts'

// Whoever leaves may have other requests under way. Each race is run at several distances, because the
// password is hashed before anything is locked.

const DISTANCES = [0, 2, 4, 6, 8, 10, 12, 15, 20, 30]
const PASSWORD = { password: 'correct horse battery' }

let engine: TestEngine
let house: TestServer
let restaurantId: string
let tableTimeId: string
const item = () => ({ tableTimeId, date: '2027-03-02' })
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
  const owner = await house.owner()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  restaurantId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  const tuesday = { weekday: 2, time: '19:00', capacity: 500, price: 0 }
  const path = `/v1/restaurants/${restaurantId}/table-times`
  tableTimeId = (await owner<{ id: string }>('POST', path, tuesday)).body.id
})
afterAll(async () => {
  await tick(engine)
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const leave = (person: Person) => person('DELETE', '/v1/me', PASSWORD)

async function claimed(person: Person): Promise<string> {
  const path = `/v1/restaurants/${restaurantId}/bookings`
  return (await person<{ id: string }>('POST', path, item())).body.id
}

test('what is paid while its buyer leaves stays paid', async () => {
  for (const ms of DISTANCES) {
    const person = await house.customer()
    const id = await claimed(person)
    const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
    await person('PUT', `/v1/bookings/${id}/booker`, booker)
    const [, confirmed] = await Promise.all([
      leave(person),
      after(ms).then(() => person('POST', `/v1/orders/${id}/confirmation`)),
    ])
    const { status } = await engine.database.one<{ status: string }>(
      sql`select status from orders where id = ${id}`,
    )
    expect(status).toBe(confirmed.status === 200 ? 'paid' : 'canceled')
  }
})

test('a wallet is not charged for an account that is gone, and the money goes back', async () => {
  const person = await house.customer()
  const { body: me } = await person<Account>('GET', '/v1/me')
  const { body: opened } = await person<{ id: string }>('PATCH', '/v1/wallet', { amount: 7_000 })
  const order = { id: opened.id, storeId: PLATFORM_STORE } as Order
  const held = { storeId: PLATFORM_STORE, buyerId: me.id, order }
  const view = await start(engine, held, { gateway: 'toss' })
  // As of a request that opened the charge while the account was being deleted.
  await engine.database.transaction((tx) => removeAccount(tx, me))
  await returnPayment(engine, await press(view, 'pay'))
  await pass(engine, 120)
  const { charged } = await engine.database.one<{ charged: number }>(
    sql`select charged::integer from wallets where account_id = ${me.id}`,
  )
  expect(charged).toBe(0)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
})

test('a store is not reopened while its owner leaves', async () => {
  const store = { name: '닫은 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  for (const ms of DISTANCES) {
    const owner = await house.owner()
    const { body } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
    const path = `/v1/restaurants/${body.id}`
    await owner('PATCH', path, { closed: true })
    await Promise.all([leave(owner), after(ms).then(() => owner('PATCH', path, { closed: false }))])
  }
  await expectCleanAudit(engine)
})

test('who signs in while leaving is refused or signed in, and nothing fails', async () => {
  for (const ms of DISTANCES) {
    const person = await house.customer()
    const { body: me } = await person<{ email: string }>('GET', '/v1/me')
    const asked = { email: me.email, ...PASSWORD }
    const [, signedIn] = await Promise.all([
      leave(person),
      after(ms).then(() => house.anyone('POST', '/v1/auth/sign-in/email', asked)),
    ])
    expect([200, 401]).toContain(signedIn.status)
  }
})

test('what a request wrote of a person while they left is erased later', async () => {
  const ids: string[] = []
  for (const ms of DISTANCES) {
    const person = await house.customer()
    const { body: me } = await person<{ id: string }>('GET', '/v1/me')
    ids.push(me.id)
    await Promise.all([
      leave(person),
      after(ms).then(async () => {
        const id = await claimed(person)
        const booker = { name: '늦은 손님', phone: '010-1234-5678', message: '' }
        await person('PUT', `/v1/bookings/${id}/booker`, booker)
      }),
    ])
  }
  const written = async () => {
    const { orders } = await engine.database.one<{ orders: number }>(
      sql`select count(*)::integer as orders from orders where buyer_id = any(${ids}::uuid[])`,
    )
    const { leavers } = await engine.database.one<{ leavers: number }>(
      sql`select count(*)::integer as leavers from leavers where account_id = any(${ids}::uuid[])`,
    )
    const { keys } = await engine.database.one<{ keys: number }>(
      sql`select count(*)::integer as keys from idempotency_keys where scope = any(${ids})`,
    )
    return { orders, leavers, keys }
  }
  // As of a request that was still running when the account was deleted.
  await engine.database.run(sql`
    update orders set buyer_id = ${ids[0]} where store_id = ${restaurantId} and buyer_id is null
       and id = (select id from orders where store_id = ${restaurantId} and buyer_id is null limit 1)`)
  const before = await written()
  expect(before.leavers).toBeGreaterThan(0)
  expect(before.orders).toBeGreaterThan(0)
  await eraseLate(engine, leavingOf(engine))
  expect(await written()).toEqual(before) // requests may still run
  await engine.advance(10 * 60)
  await eraseLate(engine, leavingOf(engine))
  expect(await written()).toEqual({ orders: 0, keys: 0, leavers: 0 })
})

test('a proposal ends when its guest leaves, and its place is free at once', async () => {
  const owner = await house.owner()
  const store = { name: '옮기는 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body: made } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
  const times: string[] = []
  for (const time of ['19:00', '20:00']) {
    const draft = { weekday: 5, time, capacity: 1, price: 0 }
    const path = `/v1/restaurants/${made.id}/table-times`
    times.push((await owner<{ id: string }>('POST', path, draft)).body.id)
  }
  const at = (tableTime = '') => ({ tableTimeId: tableTime, date: '2027-03-05' })
  const claim = (person: Person, time?: string) =>
    person<{ id: string }>('POST', `/v1/restaurants/${made.id}/bookings`, at(time))
  const guest = await house.customer()
  const { body: booked } = await claim(guest, times[0])
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await guest('PUT', `/v1/bookings/${booked.id}/booker`, booker)
  await guest('POST', `/v1/orders/${booked.id}/confirmation`)
  const proposal = { item: at(times[1]?.toUpperCase()), message: '' }
  const path = `/v1/stores/${made.id}/bookings/${booked.id}/moves`
  expect((await owner('POST', path, proposal)).status).toBe(200)
  const other = await house.customer()
  expect((await claim(other, times[1])).status).toBe(409)
  expect((await leave(guest)).status).toBe(200)
  expect((await claim(other, times[1])).status).toBe(201)
})
