import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import type { Person } from '../../../test/server.ts'
import { openDining } from '../../front-doors/dining/restaurant.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { addDays, weekdayOf } from '../../kernel/time.ts'

// Prices of plain table times, where the store says that they are deposits.

const { dining, offer, book } = openDining()

const DEPOSIT = 25_000
const ofStore = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const dateIn = (days: number) => addDays(dining.tomorrow, days)

async function given(means: 'part' | 'whole'): Promise<void> {
  const { owner } = dining
  const pricing = { means, per: 'table' }
  expect((await owner('PATCH', `/v1/stores/${dining.restaurantId}`, { pricing })).status).toBe(200)
  await owner('PUT', ofStore('guest-deposits'), { onlyOf: { noShows: 1, days: 180 } })
}

/** A table time of a date so many days after tomorrow, as a claim names it. */
async function timeIn(days: number, price = DEPOSIT, time = '19:30') {
  const date = dateIn(days)
  return { tableTimeId: await offer({ price, time, weekday: weekdayOf(date) }), date }
}

/** A guest who came tomorrow at five, which it is now; and what marks them otherwise. */
async function givenGuest() {
  const guest = await dining.house.customer()
  const { body } = await book(guest, await timeIn(0, 0, '17:00'))
  await confirm(guest, body.id)
  await moveTo(dining.engine, `${dining.tomorrow}T17:00:00+09:00`)
  const mark = (visit: 'arrived' | 'no-show') =>
    dining.owner('PUT', ofStore(`bookings/${body.id}/visit`), { visit })
  await mark('arrived')
  return { guest, mark }
}

test('a table time costs a guest who came nothing, and others its deposit, of which they are told', async () => {
  await given('part')
  const [{ guest }, other] = [await givenGuest(), await dining.house.customer()]
  const time = await timeIn(2)
  const waived = await book(guest, { ...time, price: 0 })
  expect([waived.status, waived.body.price.amount]).toEqual([201, 0])
  expect((await book(guest, { ...time, price: DEPOSIT })).body.id).toBe(waived.body.id)
  const refused = await book(other, { ...time, price: 0 })
  expect([refused.status, typeOf(refused)]).toEqual([409, 'deposit-asked'])
  expect(refused.body).toMatchObject({
    ...{ price: { amount: DEPOSIT, currency: 'KRW' }, why: 'first-visit', days: 180 },
  })
  expect(typeOf(await book(other, { ...time, price: 1 }))).toBe('price-changed')
  const paid = await book(other, { ...time, price: DEPOSIT })
  expect([paid.status, paid.body.price.amount]).toEqual([201, DEPOSIT])
})

test('a price that is all there is to pay is paid by everybody', async () => {
  await given('whole')
  const { guest } = await givenGuest()
  const time = await timeIn(2)
  expect(typeOf(await book(guest, { ...time, price: 0 }))).toBe('price-changed')
  expect((await book(guest, { ...time, price: DEPOSIT })).body.price.amount).toBe(DEPOSIT)
})

const change = (guest: Person, id: string, item: object) =>
  guest<{ type?: string; startsAt: string }>('POST', `/v1/bookings/${id}/change`, { item })
const targetsOf = async (guest: Person, id: string) =>
  (
    await guest<{ data: { item: { date: string } }[] }>('GET', `/v1/bookings/${id}/change-targets`)
  ).body.data.map(({ item }) => item.date)

test('a booking without its deposit changes to a time with one, unless its guest has to pay it now', async () => {
  await given('part')
  const { guest, mark } = await givenGuest()
  const [first, dearer, last] = [await timeIn(3), await timeIn(4, DEPOSIT * 2), await timeIn(5)]
  const { body } = await book(guest, first)
  await confirm(guest, body.id)
  const offered = await targetsOf(guest, body.id)
  expect(offered).toEqual(expect.arrayContaining([dateIn(4), dateIn(5)]))
  expect((await change(guest, body.id, dearer)).status).toBe(200)
  const { price } = (await guest<{ price: object }>('GET', `/v1/bookings/${body.id}`)).body
  expect(price).toMatchObject({ amount: 0 })
  await mark('no-show')
  expect(await targetsOf(guest, body.id)).not.toContain(dateIn(5))
  expect(typeOf(await change(guest, body.id, last))).toBe('move-price-differs')
})
