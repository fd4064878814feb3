import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { untilWaiting } from '../../../test/lock-waits.ts'
import { expectSound } from '../../../test/paying.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { cancelOrder } from '../../payments/cancel.ts'
import { sql } from '../../postgres/sql.ts'
import { removeTimetables } from './consumers.ts'
import { placeBooking } from './operations.ts'
import { createTimetable, deleteTimetable, shop as shopOf, updateTime } from './owner-operations.ts'
import {
  gateOf,
  givenAccount,
  givenShop,
  givenTimetable,
  holdPlaces,
  moveTo,
  type TestShop,
} from './shop.fixture.ts'
import { showTimetable } from './shown.ts'

let engine: TestEngine
let day = new Date('2031-03-01T00:00:00Z')
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await expectSound(engine)
  await engine.close()
})

const by = ({ ownerId }: TestShop) => ({ callerId: ownerId, everyStore: false })
const create = async (shop: TestShop, hour: number, basicRemaining: number) => {
  const draft = { hour, minute: 0, basicRemaining, price: 0 }
  const created = await createTimetable(engine, shopOf(by(shop), shop.shopId), draft)
  if (!('id' in created)) throw new Error('no key was sent')
  return created.id
}
const remove = (shop: TestShop, timetableId: Id<'Timetable'>) =>
  deleteTimetable(engine, { by: by(shop), timetableId })
const move = (shop: TestShop, timetableId: Id<'Timetable'>, hour: number) =>
  updateTime(engine, { by: by(shop), timetableId }, { hour })

/** How many of `asks` requests a service gets. */
async function take(shop: TestShop, id: Id<'Timetable'>, asks: number): Promise<number> {
  const { reserve } = gateOf(engine, shop)
  const answers = await Promise.all(Array.from({ length: asks }, () => reserve(id)))
  return answers.filter((one) => one).length
}
async function book(shop: TestShop, timetableId: Id<'Timetable'>) {
  const buyerId = await givenAccount(engine)
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'x' }
  return placeBooking(engine, { shopId: shop.shopId, timetableId, buyerId, once }).then(
    ({ stored }) => ({ buyerId, id: (JSON.parse(stored) as { id: string }).id }),
    (error) => {
      if (error instanceof Problem) return error.type
      throw error
    },
  )
}
const left = async (id: Id<'Timetable'>) => (await showTimetable(engine, id)).remaining

/** A shop at nine in the morning of a day of its own, with a timetable at 20:00 of five. */
async function givenSold(sold: number): Promise<{ shop: TestShop; id: Id<'Timetable'> }> {
  day = later(day, 2 * 24 * 60 * 60)
  await moveTo(engine, `${day.toISOString().slice(0, 10)}T09:00:00+09:00`)
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { hour: 20, minute: 0, basicRemaining: 5 })
  expect(await take(shop, id, sold)).toBe(Math.min(sold, 5))
  return { shop, id }
}

test('a timetable that is deleted and made anew counts what was sold at its time today', async () => {
  const { shop, id } = await givenSold(9)
  await remove(shop, id)
  const anew = await create(shop, 20, 6)
  expect(await left(anew)).toBe(1)
  expect(await take(shop, anew, 6)).toBe(1)
  expect(await book(shop, anew)).toBe('sold-out')
  await engine.advance(24 * 60 * 60)
  expect(await left(anew)).toBe(6)
})

test('so does one that was added before the other was deleted, as the desk advises', async () => {
  const { shop, id } = await givenSold(5)
  const anew = await create(shop, 20, 6)
  expect(await left(anew)).toBe(6)
  await remove(shop, id)
  expect([await left(anew), await take(shop, anew, 6)]).toEqual([1, 1])
})

test('so does one that is moved to that time, and what is at another time does not', async () => {
  const { shop, id } = await givenSold(5)
  const other = await givenTimetable(engine, shop, { hour: 21, minute: 0, basicRemaining: 6 })
  await remove(shop, id)
  expect(await left(other)).toBe(6)
  await move(shop, other, 20)
  expect([await left(other), await take(shop, other, 6)]).toEqual([1, 1])
})

test('so do several that were deleted, and one that was removed from outside', async () => {
  const { shop, id } = await givenSold(3)
  const second = await create(shop, 20, 4)
  expect(await take(shop, second, 9)).toBe(4)
  await remove(shop, id)
  await removeTimetables.handle(engine, {
    ...{ id: engine.newId(), topic: 'remove-timetable', storeId: null, subjectId: '' },
    ...{ body: { shopId: shop.shopId }, at: new Date() },
  })
  const anew = await create(shop, 20, 9)
  expect([await left(anew), await take(shop, anew, 9)]).toEqual([2, 2])
})

test('a sold timetable that moves away counts at its old time until it comes back', async () => {
  const { shop, id } = await givenSold(3)
  await move(shop, id, 22)
  const anew = await create(shop, 20, 6)
  expect(await left(anew)).toBe(1) // the other may still sell all of its five
  await move(shop, id, 20)
  expect([await left(anew), await left(id)]).toEqual([6, 2])
})

test('what a guest gives back of a deleted timetable is sold of the new one, and only of it', async () => {
  const { shop, id } = await givenSold(4)
  const booked = await book(shop, id)
  if (typeof booked === 'string') throw new Error(booked)
  await remove(shop, id)
  const anew = await create(shop, 20, 6)
  expect(await take(shop, anew, 6)).toBe(1)
  await cancelOrder(engine, {
    ...{ orderId: booked.id, buyerId: booked.buyerId, answer: () => '{}' },
    once: { scope: booked.buyerId, key: engine.newId(), fingerprint: 'cancel' },
  })
  expect([await left(anew), await take(shop, anew, 6)]).toEqual([1, 1])
  const { total } = await engine.database.one<{ total: number }>(sql`
    select sum(capacity - remaining)::integer as total from places where store_id = ${shop.shopId}
  `)
  expect(total).toBe(6)
})

test('a claim that saw the timetable before it was deleted is counted by the one made anew', async () => {
  const { shop, id } = await givenSold(4)
  const letGo = await holdPlaces(engine, shop, id)
  const waiting = take(shop, id, 1).catch(() => 0)
  await untilWaiting(engine.database)
  const removed = remove(shop, id)
  const anew = create(shop, 20, 6) // waits for the place that the claim wants
  await letGo()
  await removed
  const sold = 4 + (await waiting)
  expect(await take(shop, await anew, 9)).toBe(6 - sold)
})

test('deleted and made anew in a storm, no more is sold at the time than was offered last', async () => {
  const { shop, id } = await givenSold(0)
  const { reserve } = gateOf(engine, shop)
  const storm = Array.from({ length: 60 }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, at))
    return reserve(id).catch(() => false)
  })
  await remove(shop, id)
  const anew = await create(shop, 20, 6)
  const taken = take(shop, anew, 20)
  const before = (await Promise.all(storm)).filter((one) => one).length
  expect(before + (await taken)).toBe(6)
})

test('the price of a timetable changes, and who saw the old one is asked', async () => {
  const { shop, id } = await givenSold(0)
  await updateTime(engine, { by: by(shop), timetableId: id }, { price: 45_000 })
  expect((await showTimetable(engine, id)).price).toBe(45_000)
  const buyerId = await givenAccount(engine)
  const ask = { shopId: shop.shopId, timetableId: id, buyerId }
  const once = () => ({ scope: buyerId, key: engine.newId(), fingerprint: 'x' })
  await expect(placeBooking(engine, { ...ask, price: 25_000, once: once() })).rejects.toMatchObject(
    { type: 'price-changed', facts: { price: { amount: 45_000 } } },
  )
  const { stored } = await placeBooking(engine, { ...ask, price: 45_000, once: once() })
  expect(JSON.parse(stored)).toMatchObject({ price: { amount: 45_000 } })
})

test('a timetable at 00:00 is refused: it would have begun with its day', async () => {
  const { shop, id } = await givenSold(0)
  await expect(create(shop, 0, 1)).rejects.toMatchObject({ type: 'midnight-not-offered' })
  await expect(move(shop, id, 0)).rejects.toMatchObject({ type: 'midnight-not-offered' })
})
