import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { makeBus } from '../events/bus.ts'
import { startEvents } from '../events/start.ts'
import { moveTo } from '../front-doors/timetables/shop.fixture.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import { connect } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import type { watchBookings } from './store-contract.ts'

type Changes = AnswerOf<typeof watchBookings>

let engine: TestEngine
let house: TestServer
let elsewhere: TestServer
let owner: Person
let storeId: string
let tableTimeId: string
let url: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  engine = await testEngine()
  house = await testServer(engine)
  const there = { ...onDatabase(engine, connect(engine.databaseUrl)), bus: makeBus() }
  const events = await startEvents(there, engine.databaseUrl)
  elsewhere = await testServer(there) // the desk is open in another process
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  const tuesday = { weekday: 2, time: '19:00', capacity: 50, price: 0 }
  const path = `/v1/restaurants/${storeId}/table-times`
  tableTimeId = (await owner<{ id: string }>('POST', path, tuesday)).body.id
  url = await elsewhere.server.listen({ port: 0, host: '127.0.0.1' })
  return async () => {
    await elsewhere.server.close()
    await events.stop()
    await there.database.close()
  }
})
afterAll(async () => {
  vi.useRealTimers()
  await house.server.close()
  await engine.close()
})

const open = (by: Person, at = storeId) =>
  fetch(`${url}/v1/stores/${at}/bookings/live`, { headers: { authorization: by.authorization } })

/** Reads the feed of the store, with when each change arrived. */
async function reader(by: Person) {
  const response = await open(by)
  const heard: (Changes[number] & { at: number })[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (const [, data = ''] of text.matchAll(/event: bookings\ndata: (.*)\n\n/g))
        heard.push(...(JSON.parse(data) as Changes).map((one) => ({ ...one, at: Date.now() })))
      text = text.slice(text.lastIndexOf('\n\n') + 2)
    }
  }
  return { status: response.status, heard, ended: read() }
}

async function booked() {
  const guest = await house.customer()
  const what = { tableTimeId, date: '2027-03-02' }
  const { body } = await guest<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, what)
  await guest('PUT', `/v1/bookings/${body.id}/booker`, {
    ...{ name: '김하나', phone: '010-1234-5678', message: '' },
  })
  await guest('POST', `/v1/orders/${body.id}/confirmation`)
  return { id: body.id, guest, committedAt: Date.now() }
}

test('an open desk is told in half a second of a new booking, of a note on it, and that it is canceled', async () => {
  const { status, heard } = await reader(owner)
  expect(status).toBe(200)
  const { id, guest, committedAt } = await booked()
  const hasHeard = (what: string) => () =>
    heard.find((one) => one.bookingId === id && one.what === what)
  await expect.poll(hasHeard('paid')).toBeDefined()
  expect((hasHeard('paid')()?.at ?? 0) - committedAt).toBeLessThan(500)
  await owner('PUT', `/v1/stores/${storeId}/bookings/${id}/note`, { note: '창가' })
  await expect.poll(hasHeard('changed')).toBeDefined()
  await guest('POST', `/v1/orders/${id}/cancellation`, {})
  await expect.poll(hasHeard('canceled')).toBeDefined()
})

test('a store hears of its own bookings only, and nobody else hears them', async () => {
  const other = await house.owner('이사장')
  const store = { name: '옆집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const next = (await other<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  const nextDoor = await open(other, next)
  expect(nextDoor.status).toBe(200)
  expect((await open(other)).status).toBe(404)
  expect((await open(await house.customer())).status).toBe(403)
  expect((await fetch(`${url}/v1/stores/${storeId}/bookings/live`)).status).toBe(401)
  const { heard } = await reader(owner)
  await booked()
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  await nextDoor.body?.cancel()
})

/** Somebody at the desk who reads its feed, and has begun to work there before the other process knew them. */
async function clerkReading() {
  const clerk = await house.customer()
  const { id } = (await clerk<{ id: string }>('GET', '/v1/me')).body
  await engine.house.run(sql`
    insert into staff (store_id, account_id, role, since) values (${storeId}, ${id}, 'desk', now())
  `)
  const { status, ended } = await reader(clerk)
  expect(status).toBe(200)
  const over = vi.fn()
  void ended.then(over)
  return { clerk, id, isOver: () => over.mock.calls.length }
}

test.each<[string, (clerk: Person, id: string) => Promise<unknown>]>([
  ['loses the job', (_, id) => owner('DELETE', `/v1/stores/${storeId}/staff/${id}`)],
  ['signs out', (clerk) => clerk('POST', '/v1/auth/sign-out')],
  [
    'is signed out from elsewhere',
    (_, id) => engine.house.run(sql`delete from sessions where account_id = ${id}`),
  ],
  ['is deleted', (clerk) => clerk('DELETE', '/v1/me', { password: 'correct horse battery' })],
])('who %s hears no more: the feed ends at once, and those of others go on', async (_, ends) => {
  const [leaving, staying] = [await clerkReading(), await clerkReading()]
  await ends(leaving.clerk, leaving.id)
  // No timer has gone off: intervals are fake.
  await expect.poll(leaving.isOver, { timeout: 1_500 }).toBe(1)
  expect(staying.isOver()).toBe(0)
})
