import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { untilWaiting } from '../../../test/lock-waits.ts'
import { expectSound } from '../../../test/paying.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { reserve } from './gate.ts'
import { placeBooking } from './operations.ts'
import { deleteTimetable, updateTime } from './owner-operations.ts'
import {
  closeShop,
  gateOf,
  givenAccount,
  givenShop,
  givenTimetable,
  holdPlaces,
  moveTo,
  type TestShop,
  takenOn,
} from './shop.fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

interface Ask {
  readonly buyerId?: Id<'Account'>
  readonly key?: string
  readonly fingerprint?: string
}

/** Books, and says what was booked, or the type of the problem. */
async function book(shopId: Id<'Store'>, timetableId: Id<'Timetable'>, ask: Ask = {}) {
  const { buyerId = await givenAccount(engine), key = engine.newId(), fingerprint = 'x' } = ask
  const once = { scope: buyerId, key, fingerprint }
  return placeBooking(engine, { shopId, timetableId, buyerId, once }).then(
    ({ stored }) => JSON.parse(stored ?? '') as { id: string; date: string; time: string },
    (error) => (error instanceof Problem ? error.type : error),
  )
}

async function givenTaken(shop: TestShop): Promise<Id<'Timetable'>> {
  const id = await givenTimetable(engine, shop, { hour: 20, minute: 0 })
  await gateOf(engine, shop).reserve(id)
  return id
}

/** Each test has a day of its own. */
let day = new Date('2030-03-01T00:00:00Z')
const dateOf = (at: Date) => at.toISOString().slice(0, 10)
function tomorrowAt(time: string): string {
  day = later(day, 24 * 60 * 60)
  return `${dateOf(day)}T${time}:00+09:00`
}

const isOffered = (id: Id<'Timetable'>) =>
  engine.database.maybe(sql`
    select 1 from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and s.closed_at is null
  `)

const byOwner = ({ ownerId }: TestShop) => ({ by: { callerId: ownerId, everyStore: false } })

test.each([
  [
    'deleted',
    'timetable-missing',
    (shop: TestShop, timetableId: Id<'Timetable'>) =>
      deleteTimetable(engine, { ...byOwner(shop), timetableId }),
  ],
  ['of a shop that has closed', 'store-closed', (shop: TestShop) => closeShop(engine, shop)],
])(
  'a timetable that is %s while its buyer waits for the lock is not sold',
  async (_, type, end) => {
    await moveTo(engine, tomorrowAt('10:00'))
    const shop = await givenShop(engine)
    const id = await givenTaken(shop)
    const letGo = await holdPlaces(engine, shop, id)
    const waiting = book(shop.shopId, id)
    await untilWaiting(engine.database)
    const ended = end(shop, id) // committed before the lock is let go
    while (await isOffered(id)) await pause(10)
    await letGo()
    await ended
    expect(await waiting).toBe(type)
    expect(await takenOn(engine.database, shop, id, dateOf(day))).toBe(1)
    await expectSound(engine)
  },
)

test('a timetable that is moved before anybody has taken of it is sold at its new time', async () => {
  await moveTo(engine, tomorrowAt('10:00'))
  const shop = await givenShop(engine)
  const id = await givenTaken(shop)
  await gateOf(engine, shop).release(id)
  const letGo = await holdPlaces(engine, shop, id)
  const waiting = book(shop.shopId, id)
  await untilWaiting(engine.database)
  const moved = updateTime(engine, { ...byOwner(shop), timetableId: id }, { hour: 21 })
  await letGo()
  await moved
  const booked = await waiting
  const again = await book(shop.shopId, id)
  expect(booked).toMatchObject({ date: dateOf(day) })
  expect(again).toMatchObject({ time: booked.time }) // whoever came first, both have one time
  await expectSound(engine)
})

test('what was sold keeps its time in the order’s title too', async () => {
  await moveTo(engine, tomorrowAt('10:00'))
  const shop = await givenShop(engine)
  const id = await givenTaken(shop)
  await updateTime(engine, { ...byOwner(shop), timetableId: id }, { hour: 9 })
  expect(await book(shop.shopId, id)).toMatchObject({ time: '20:00' })
  const admin = { callerId: await givenAccount(engine), everyStore: true }
  await reserve(engine, { ...admin, timetableId: id, once: undefined })
  const titles = await engine.database.rows<{ time: string }>(sql`
    select right(title, 5) as time from orders where store_id = ${shop.shopId}
  `)
  expect(titles.map(({ time }) => time)).toEqual(['20:00', '20:00', '20:00'])
})

test('with a stale clock offset, today is the date of the database clock', async () => {
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop)
  await moveTo(engine, tomorrowAt('10:00'))
  expect(await book(shop.shopId, id)).toMatchObject({ date: dateOf(day) })
  await moveTo(engine, tomorrowAt('10:00'))
  expect(await book(shop.shopId, id)).toMatchObject({ date: dateOf(day) })
})

test('problems of the key come before all others', async () => {
  await moveTo(engine, tomorrowAt('10:00'))
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop)
  const buyerId = await givenAccount(engine)
  const booked = await book(shop.shopId, id, { buyerId, key: 'k', fingerprint: 'f' })
  await deleteTimetable(engine, { ...byOwner(shop), timetableId: id })
  expect(await book(shop.shopId, id, { buyerId, key: 'k', fingerprint: 'f' })).toEqual(booked)
  expect(await book(engine.newId(), id, { buyerId, key: 'k' })).toBe('idempotency-key-reused')
  expect(await book(engine.newId(), id)).toBe('shop-missing')
  expect(await book(shop.shopId, id)).toBe('timetable-missing')
})
