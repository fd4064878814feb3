import { expect, test } from 'vitest'
import type { Person } from '../../../test/server.ts'
import { sql } from '../../postgres/sql.ts'
import { openDining } from './restaurant.fixture.ts'

const { dining, offer, grid, book, signedIn } = openDining()

const tableTimeUrl = (id: string) => `/v1/restaurants/${dining.restaurantId}/table-times/${id}`
const resize = (id: string, capacity: number) =>
  dining.owner('PATCH', tableTimeUrl(id), { capacity })
const shown = async () => {
  const [time] = (await grid()).days[0]?.times ?? []
  return time && [time.remaining, time.capacity, time.taken]
}
const cancel = (by: Person, id: string) => by('POST', `/v1/orders/${id}/cancellation`, {})
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

/** Everybody books that time tomorrow. */
async function bookAll(people: readonly Person[], tableTimeId: string) {
  const date = dining.tomorrow
  return Promise.all(people.map((person) => book(person, { tableTimeId, date })))
}

test('a capacity lowered below what is sold stays lowered when a guest cancels', async () => {
  const tableTimeId = await offer({ capacity: 3, price: 0 })
  const [anna, ben, cora, dan] = await signedIn(4)
  if (!anna || !ben || !cora || !dan) throw new Error('four people')
  const [first] = await bookAll([anna, ben, cora], tableTimeId)
  await resize(tableTimeId, 1)
  expect(await shown()).toEqual([0, 1, 3])
  await cancel(anna, first?.body.id ?? '')
  expect(await shown()).toEqual([0, 1, 2])
  const again = await book(dan, { tableTimeId, date: dining.tomorrow })
  expect([again.status, typeOf(again)]).toEqual([409, 'sold-out'])
})

test('it stays lowered when holds expire, swept or not, and is sold anew when raised again', async () => {
  const tableTimeId = await offer({ capacity: 3 })
  const people = await signedIn(5)
  await bookAll(people.slice(0, 3), tableTimeId)
  await resize(tableTimeId, 1)
  await dining.engine.advance(601)
  expect(await shown()).toEqual([1, 1, 0])
  const answers = await bookAll(people, tableTimeId)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
  expect(await shown()).toEqual([0, 1, 1])
  await resize(tableTimeId, 4)
  expect(await shown()).toEqual([3, 4, 1])
  const more = await bookAll(people, tableTimeId)
  expect(more.filter(({ status }) => status === 201)).toHaveLength(4) // one of them again
  expect(await shown()).toEqual([0, 4, 4])
})

test('a place that was made while its time was resized gets the new size with the next claim', async () => {
  const tableTimeId = await offer({ capacity: 3 })
  const people = await signedIn(3)
  await bookAll(people.slice(0, 1), tableTimeId)
  // What a claim leaves that read the capacity before the change and made the place after it.
  await dining.engine.database.run(sql`
    update table_times set capacity = 2 where id = ${tableTimeId}
  `)
  const answers = await bookAll(people.slice(1), tableTimeId)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
})

test('a time that is resized in a storm never has more than its last capacity when all is decided', async () => {
  const tableTimeId = await offer({ capacity: 30, price: 0 })
  const people = await signedIn(40)
  const storm = bookAll(people, tableTimeId)
  for (const capacity of [25, 5, 20, 3]) await resize(tableTimeId, capacity)
  const booked = (await storm).flatMap(({ status, body }, at) =>
    status === 201 ? [{ by: people[at] as Person, id: body.id }] : [],
  )
  const taken = booked.length
  expect(await shown()).toEqual([Math.max(0, 3 - taken), 3, taken])
  // Guests give back one by one, and a crowd reaches for each table that comes back.
  for (const { by, id } of booked) {
    await Promise.all([cancel(by, id), bookAll(people.slice(0, 3), tableTimeId)])
    const [, , now = 0] = (await shown()) ?? []
    expect(now).toBeLessThanOrEqual(Math.max(3, taken))
  }
  const [remaining, capacity, left = 0] = (await shown()) ?? []
  expect([remaining, capacity, left]).toEqual([3 - left, 3, left])
})

test('a time that is deleted and made anew counts what was sold of it', async () => {
  const tableTimeId = await offer({ capacity: 5 })
  const people = await signedIn(7)
  await bookAll(people.slice(0, 5), tableTimeId)
  await dining.owner('DELETE', tableTimeUrl(tableTimeId))
  expect(typeOf((await bookAll(people.slice(5, 6), tableTimeId))[0] ?? { body: {} })).toBe(
    'table-time-missing',
  )
  const anew = await offer({ capacity: 6, price: 50_000 })
  expect(await shown()).toEqual([1, 6, 5])
  const answers = await bookAll(people.slice(5), anew)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const prices = answers.flatMap(({ body }) => (body.id ? body.price.amount : []))
  expect(prices).toEqual([50_000])
})

test('a time that is deleted and made anew while a crowd claims it is not sold twice over', async () => {
  const tableTimeId = await offer({ capacity: 4 })
  const people = await signedIn(30)
  const storm = people.map(async (person, at) => {
    await new Promise((resolve) => setTimeout(resolve, at * 3))
    return book(person, { tableTimeId, date: dining.tomorrow })
  })
  await dining.owner('DELETE', tableTimeUrl(tableTimeId))
  const anew = await offer({ capacity: 4 })
  const before = (await Promise.all(storm)).filter(({ status }) => status === 201)
  const after = (await bookAll(people, anew)).filter(({ status }) => status === 201)
  const sold = new Set([...before, ...after].map(({ body }) => body.id))
  expect(sold.size).toBe(4)
})

test('the price that a guest saw is the price of the claim, or the guest is asked', async () => {
  const tableTimeId = await offer({ price: 25_000 })
  const [anna, ben] = await signedIn(2)
  if (!anna || !ben) throw new Error('two people')
  const ask = { tableTimeId, date: dining.tomorrow }
  const held = await book(anna, { ...ask, price: 25_000 })
  expect(held.body.price.amount).toBe(25_000)
  await dining.owner('PATCH', tableTimeUrl(tableTimeId), { price: 45_000 })
  const refused = await book(ben, { ...ask, price: 25_000 })
  expect([refused.status, typeOf(refused)]).toEqual([409, 'price-changed'])
  expect(refused.body).toMatchObject({ price: { amount: 45_000, currency: 'KRW' } })
  expect(await shown()).toMatchObject([7, 8, 1])
  // Who holds it keeps the price of the hold, and older callers take the present one.
  expect((await book(anna, { ...ask, price: 25_000 })).body.id).toBe(held.body.id)
  expect((await book(ben, ask)).body.price.amount).toBe(45_000)
})
