import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameBooker } from '../../test/booker.ts'
import { FREE_TERMS } from '../../test/consents.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { grant } from '../wallets/grant.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let shopId: string
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  const store = { name: '머리하는 날', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const shop = { ...store, door: 'timetables', kind: 'hair' }
  shopId = (await owner<{ id: string }>('POST', '/v1/stores', shop)).body.id
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

/** A person with 50,000 in the wallet, who holds the last minute of today. */
async function givenHeld(price: number) {
  const person = await house.customer()
  const { body: me } = await person<{ id: string }>('GET', '/v1/me')
  await grant(engine, {
    ...{ accountId: me.id, grantedBy: me.id, amount: 50_000, reason: '시험', answer: () => '{}' },
    once: { scope: me.id, key: engine.newId(), fingerprint: 'grant' },
  })
  const draft = { reservationHour: 23, reservationMinute: 59, basicRemaining: 9, price }
  const { body: time } = await owner<{ id: string }>(
    'POST',
    `/v1/shops/${shopId}/timetables`,
    draft,
  )
  const { body } = await person<{ id: string }>('POST', `/v1/shops/${shopId}/bookings`, {
    timetableId: time.id,
  })
  return { person, id: body.id, timetableId: time.id }
}
const pay = (person: Person, id: string, gateway: string) =>
  person('POST', `/v1/orders/${id}/payments`, {
    ...{ gateway, device: 'desktop', cancellationTerms: FREE_TERMS },
  })

test.each(['kakaopay', 'wallet'])(
  'a booking is not paid through %s before its booker is named',
  async (gateway) => {
    const { person, id } = await givenHeld(10_000)
    expect(await pay(person, id, gateway)).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/booker-missing$/) },
    })
    const attempts = await engine.database.rows(sql`select from payments where order_id = ${id}`)
    expect(attempts).toHaveLength(0)
    await nameBooker(person, id)
    expect((await pay(person, id, gateway)).body).toHaveProperty('id')
    await person('POST', `/v1/orders/${id}/cancellation`, {})
  },
)

test('a free booking is not confirmed before its booker is named', async () => {
  const { person, id } = await givenHeld(0)
  const confirm = () => person('POST', `/v1/orders/${id}/confirmation`)
  expect(await confirm()).toMatchObject({
    status: 409,
    body: { type: expect.stringMatching(/booker-missing$/) },
  })
  await nameBooker(person, id)
  expect((await confirm()).status).toBe(200)
})

test('an expired booking says that it is over, whether or not its booker was named', async () => {
  const { person, id } = await givenHeld(10_000)
  await engine.advance(601)
  expect((await pay(person, id, 'wallet')).body.type).toMatch(/order-expired$/)
  expect((await pay(person, id, 'kakaopay')).body.type).toMatch(/order-expired$/)
})

test('the database refuses to mark an unnamed booking as paid', async () => {
  const { id } = await givenHeld(10_000)
  const { now } = await readNow(engine.database)
  const paid = engine.database.run(
    sql`update orders set status = 'paid', paid_at = ${now} where id = ${id}`,
  )
  await expect(paid).rejects.toThrow('has no booker')
})

test('a calling service that sells at once is not asked for a booker', async () => {
  const { timetableId } = await givenHeld(10_000)
  const reserved = await owner('POST', `/v1/timetables/${timetableId}/reservations`)
  expect([reserved.status, reserved.body]).toEqual([200, true])
})

test('a quote is answered while a payment is being confirmed', async () => {
  const { person, id } = await givenHeld(10_000)
  await nameBooker(person, id)
  const { now } = await readNow(engine.database)
  await engine.database.run(sql`update orders set pinned_at = ${now} where id = ${id}`)
  const quote = await person('GET', `/v1/orders/${id}/cancellation-quote`)
  expect(quote.status).toBe(200)
  await engine.database.run(sql`update orders set pinned_at = null where id = ${id}`)
})

test('stores are public while they offer a time, also after a removal from outside', async () => {
  const listed = async (path: string) => {
    const { body } = await house.anyone<{ data: { id: string }[] }>('GET', `${path}?limit=100`)
    return body.data.some(({ id }) => id === shopId || id === restaurant.body.id)
  }
  const restaurant = await owner<{ id: string }>('POST', '/v1/restaurants', {
    ...{ name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
  })
  expect(await listed('/v1/restaurants')).toBe(false)
  const url = `/v1/restaurants/${restaurant.body.id}/table-times`
  const draft = { weekday: 1, time: '19:00', capacity: 1, price: 0 }
  const time = await owner<{ id: string }>('POST', url, draft)
  expect(await listed('/v1/restaurants')).toBe(true)
  await owner('DELETE', `${url}/${time.body.id}`)
  expect(await listed('/v1/restaurants')).toBe(false)
  expect(await listed('/v1/stores')).toBe(true) // the shop has times
  await engine.database.run(sql`delete from timetables where store_id = ${shopId}`)
  expect(await listed('/v1/stores')).toBe(false)
  expect((await owner<{ data: object[] }>('GET', '/v1/me/stores')).body.data).toHaveLength(2)
})
