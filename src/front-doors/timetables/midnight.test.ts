import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { untilWaiting } from '../../../test/lock-waits.ts'
import { expectSound } from '../../../test/paying.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { addDays } from '../../kernel/time.ts'
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { placeBooking } from './operations.ts'
import { updateTime } from './owner-operations.ts'
import {
  gateOf,
  givenAccount,
  givenShop,
  givenTimetable,
  holdPlaces,
  moveTo,
  type TestShop,
  takenOn,
} from './shop.fixture.ts'

// No job runs in this file: midnight needs none.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

/** Fills a timetable, goes over midnight, and fills it again. */
async function expectFullAgain(shop: TestShop, before: string, after: string, date: string) {
  const id = await givenTimetable(engine, shop, { basicRemaining: 3 })
  const { reserve } = gateOf(engine, shop)
  const fill = async () => {
    const answers = []
    for (let asked = 0; asked < 4; asked++) answers.push(await reserve(id))
    return answers
  }
  await moveTo(engine, before)
  expect(await fill(), before).toEqual([true, true, true, false])
  await moveTo(engine, after)
  expect(await takenOn(engine.database, shop, id, date)).toBe(3)
  expect(await takenOn(engine.database, shop, id, addDays(date, 1))).toBeUndefined()
  expect(await fill(), after).toEqual([true, true, true, false])
  expect(await takenOn(engine.database, shop, id, date)).toBe(3)
  expect(await takenOn(engine.database, shop, id, addDays(date, 1))).toBe(3)
}

// The clock only goes forward: rows are in order of time.
test.each([
  ['a year ends', 'Asia/Seoul', '2026-12-31T23:59:30+09:00', '2027-01-01T00:00:00.1+09:00'],
  [
    'the day in spring begins',
    'America/New_York',
    '2027-03-13T23:59:30-05:00',
    '2027-03-14T00:00:00.1-05:00',
  ],
  [
    'the day of 23 hours ends',
    'America/New_York',
    '2027-03-14T23:59:30-04:00',
    '2027-03-15T00:00:00.1-04:00',
  ],
  [
    'clocks skip midnight',
    'Africa/Cairo',
    '2027-04-29T23:59:30+02:00',
    '2027-04-30T01:00:00.1+03:00',
  ],
  [
    'the day in autumn begins',
    'America/New_York',
    '2027-11-06T23:59:30-04:00',
    '2027-11-07T00:00:00.1-04:00',
  ],
  [
    'the day of 25 hours ends',
    'America/New_York',
    '2027-11-07T23:59:30-05:00',
    '2027-11-08T00:00:00.1-05:00',
  ],
  ['a leap day begins', 'Asia/Seoul', '2028-02-28T23:59:30+09:00', '2028-02-29T00:00:00.1+09:00'],
  ['a leap day ends', 'Asia/Seoul', '2028-02-29T23:59:30+09:00', '2028-03-01T00:00:00.1+09:00'],
])(
  'when %s in %s, every timetable has all of its capacity again',
  async (_, timeZone, before, after) => {
    const shop = await givenShop(engine, { timeZone })
    await expectFullAgain(shop, before, after, before.slice(0, 10))
    await expectSound(engine)
  },
)

test('the repeated hour of autumn is one day: what is taken stays taken', async () => {
  const shop = await givenShop(engine, { timeZone: 'America/New_York' })
  const id = await givenTimetable(engine, shop, { hour: 1, minute: 30, basicRemaining: 2 })
  const { reserve } = gateOf(engine, shop)
  await moveTo(engine, '2028-11-05T01:15:00-04:00')
  expect([await reserve(id), await reserve(id)]).toEqual([true, true])
  await moveTo(engine, '2028-11-05T01:15:00-05:00')
  expect(await reserve(id)).toBe(false)
})

test('midnight is each shop’s own', async () => {
  const [seoul, newYork] = [
    await givenShop(engine),
    await givenShop(engine, { timeZone: 'America/New_York' }),
  ]
  const [here, there] = await Promise.all([
    givenTimetable(engine, seoul, { basicRemaining: 1 }),
    givenTimetable(engine, newYork, { basicRemaining: 1 }),
  ])
  const both = () =>
    Promise.all([gateOf(engine, seoul).reserve(here), gateOf(engine, newYork).reserve(there)])
  await moveTo(engine, '2028-12-01T23:59:00+09:00')
  expect([await both(), await both()]).toEqual([
    [true, true],
    [false, false],
  ])
  await moveTo(engine, '2028-12-02T00:01:00+09:00')
  expect(await both()).toEqual([true, false])
  await moveTo(engine, '2028-12-02T00:01:00-05:00')
  expect(await both()).toEqual([false, true])
})

test('a storm over midnight: each claim counts for the date of its decision', async () => {
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 100_000 })
  await moveTo(engine, '2028-12-31T23:59:59+09:00')
  const doors = Array.from({ length: 3 }, () =>
    onDatabase(engine, connect(engine.databaseUrl, { connections: 4 })),
  )
  let isOver = false
  let answered = 0
  const storm = doors.flatMap((door) => {
    const { reserve } = gateOf(door, shop)
    return Array.from({ length: 20 }, async () => {
      while (!isOver) if (await reserve(id)) answered += 1
    })
  })
  await pause(1_600)
  isOver = true
  await Promise.all(storm)
  await Promise.all(doors.map(({ database }) => database.close()))

  const [before, after] = [
    await takenOn(engine.database, shop, id, '2028-12-31'),
    await takenOn(engine.database, shop, id, '2029-01-01'),
  ]
  expect([before, after]).toEqual([expect.any(Number), expect.any(Number)])
  expect((before ?? 0) + (after ?? 0)).toBe(answered)
  const told = await engine.database.rows<{ wrong: number; right: number }>(sql`
    select count(*) filter (where happened <> day)::integer as wrong,
           count(*) filter (where happened = day)::integer as right
      from (select to_char(e.at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as happened,
                   split_part(p.key, '/', 3) as day
              from outbox e
              cross join lateral jsonb_object_keys(e.body) as changed (id)
              join places p on p.id::text = changed.id
             where e.topic = 'places.changed' and p.key like ${`timetable/${id}/%`}) as moves
  `)
  expect(told).toEqual([{ wrong: 0, right: expect.any(Number) }])
  expect(told[0]?.right).toBeGreaterThan(2)
  await expectSound(engine)
})

test('a service that waits for a lock past midnight takes a place of the new day', async () => {
  await moveTo(engine, '2029-02-10T23:59:00+09:00')
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 8 })
  const { reserve } = gateOf(engine, shop)
  await reserve(id)
  const letGo = await holdPlaces(engine, shop, id)
  const waiting = Promise.all(Array.from({ length: 5 }, () => reserve(id)))
  await untilWaiting(engine.database)
  await moveTo(engine, '2029-02-11T00:00:00.1+09:00')
  await letGo()
  expect(await waiting).toEqual([true, true, true, true, true])
  expect(await takenOn(engine.database, shop, id, '2029-02-10')).toBe(1)
  expect(await takenOn(engine.database, shop, id, '2029-02-11')).toBe(5)
  await expectSound(engine)
})

test('a person who waits for a lock until the start, or past midnight, is refused', async () => {
  await moveTo(engine, '2029-02-12T10:59:00+09:00')
  const shop = await givenShop(engine)
  const [noon, night] = await Promise.all([
    givenTimetable(engine, shop, { hour: 11, minute: 0 }),
    givenTimetable(engine, shop, { hour: 23, minute: 59 }),
  ])
  const { reserve } = gateOf(engine, shop)
  await Promise.all([reserve(noon), reserve(night)])
  const book = async (timetableId: Id<'Timetable'>) => {
    const buyerId = await givenAccount(engine)
    const once = { scope: buyerId, key: engine.newId(), fingerprint: 'x' }
    const ask = { shopId: shop.shopId, timetableId, buyerId, once }
    return placeBooking(engine, ask).then(
      () => 'booked',
      (error) => (error instanceof Problem ? error.type : error),
    )
  }
  for (const [id, until] of [
    [noon, '2029-02-12T11:00:00+09:00'],
    [night, '2029-02-13T00:00:00.1+09:00'],
  ] as const) {
    const letGo = await holdPlaces(engine, shop, id)
    const waiting = book(id)
    await untilWaiting(engine.database)
    await moveTo(engine, until)
    await letGo()
    expect(await waiting).toBe('timetable-begun')
  }
  expect(await book(night)).toBe('booked')
  await expectSound(engine)
})

test('a time that is moved while its place is empty begins at the shop’s own hour', async () => {
  const newYork = await givenShop(engine, { timeZone: 'America/New_York' })
  await moveTo(engine, '2029-03-01T09:00:00-05:00')
  const id = await givenTimetable(engine, newYork, { hour: 18, minute: 0 })
  const { reserve, release } = gateOf(engine, newYork)
  await reserve(id)
  await release(id)
  const by = { callerId: newYork.ownerId, everyStore: false }
  const moved = await updateTime(engine, { by, timetableId: id }, { hour: 20 })
  expect(moved.startsAt).toBe('2029-03-02T01:00:00.000Z')
})
