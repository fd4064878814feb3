import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { testServer } from '../../../test/server.ts'
import { dayOf } from '../../kernel/time.ts'
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { closeDays, dayTimes, listDays } from './days.ts'
import { deleteTimetable, shop as shopAsk } from './owner-operations.ts'
import {
  closeShop,
  gateOf,
  givenShop,
  givenTimetable,
  moveTo,
  type TestShop,
} from './shop.fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const askOf = ({ ownerId, shopId }: TestShop) =>
  shopAsk({ callerId: ownerId, everyStore: false }, shopId)
const tales = (shop: TestShop) =>
  engine.database.rows<{ date: string; taken: number }>(sql`
    select body ->> 'date' as date, (body ->> 'taken')::integer as taken from outbox
     where topic = 'timetable.day-closed' and store_id = ${shop.shopId} order by told_at, number
  `)

test('the history by day needs no job: what was taken, and the capacity', async () => {
  await moveTo(engine, '2027-01-01T12:00:00+09:00')
  const shop = await givenShop(engine)
  const [late, early] = [
    await givenTimetable(engine, shop, { hour: 18, minute: 30, basicRemaining: 4 }),
    await givenTimetable(engine, shop, { hour: 9, minute: 5, basicRemaining: 2 }),
  ]
  const { reserve, release } = gateOf(engine, shop)
  await Promise.all([reserve(late), reserve(late), reserve(early)])
  await release(late)
  await moveTo(engine, '2027-01-02T00:00:01+09:00')
  await reserve(late)
  const { data, nextCursor } = await listDays(engine, { ...askOf(shop), times: true })
  expect(nextCursor).toBeNull()
  expect(data).toEqual([
    {
      date: '2027-01-02',
      timetables: 2,
      capacity: 6,
      taken: 1,
      closed: false,
      times: [
        { timetableId: early, time: '09:05', capacity: 2, taken: 0 },
        { timetableId: late, time: '18:30', capacity: 4, taken: 1 },
      ],
    },
    {
      date: '2027-01-01',
      timetables: 2,
      capacity: 6,
      taken: 2,
      closed: false,
      times: [
        { timetableId: early, time: '09:05', capacity: 2, taken: 1 },
        { timetableId: late, time: '18:30', capacity: 4, taken: 1 },
      ],
    },
  ])
  await expectSound(engine)
})

test('a day is closed and published once, by any number of processes', async () => {
  await moveTo(engine, '2027-02-01T12:00:00+09:00')
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 3 })
  const { reserve } = gateOf(engine, shop)
  await reserve(id)
  await closeDays(engine)
  expect(await tales(shop)).toEqual([]) // the day is not over
  await moveTo(engine, '2027-02-02T00:00:01+09:00')
  await reserve(id)
  const doors = Array.from({ length: 3 }, () =>
    onDatabase(engine, connect(engine.databaseUrl, { connections: 2 })),
  )
  await Promise.all(doors.map(closeDays))
  await Promise.all(doors.map(({ database }) => database.close()))
  expect(await closeDays(engine)).toBe(0)
  expect(await tales(shop)).toEqual([{ date: '2027-02-01', taken: 1 }])
  const { data } = await listDays(engine, askOf(shop))
  expect(data).toMatchObject([
    { date: '2027-02-02', taken: 1, closed: false, times: null },
    { date: '2027-02-01', taken: 1, closed: true, times: null },
  ])
  await expectSound(engine)
})

test('what is canceled after its day counts no more; the day is as full in the list as opened', async () => {
  await moveTo(engine, '2027-02-10T12:00:00+09:00')
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 3 })
  const gone = await givenTimetable(engine, shop, { basicRemaining: 2, hour: 22 })
  const { reserve } = gateOf(engine, shop)
  await reserve(id)
  await reserve(id)
  await moveTo(engine, '2027-02-11T00:00:01+09:00')
  await closeDays(engine)
  await deleteTimetable(engine, { ...askOf(shop), timetableId: gone })
  const giveBack = (count: number) =>
    engine.database.run(sql`
      update places set remaining = remaining + ${count}::integer
       where store_id = ${shop.shopId} and key = ${`timetable/${id}/2027-02-10`}`)
  await giveBack(1)
  const { data } = await listDays(engine, { ...askOf(shop), times: true })
  expect(data[1]).toMatchObject({ capacity: 5, taken: 1, closed: true })
  const of = (times: readonly { capacity: number; taken: number }[] | null | undefined) =>
    times?.map(({ capacity, taken }) => [capacity, taken])
  const store = { id: shop.shopId, timeZone: 'Asia/Seoul', now: new Date('2027-02-10T16:00Z') }
  const opened = await dayTimes(engine.database, store, dayOf('2027-02-10', 'Asia/Seoul'))
  const [early, late] = [
    [2, 0],
    [3, 1],
  ]
  expect([of(data[1]?.times), of(opened)]).toEqual([
    [early, late],
    [early, late],
  ])
  await giveBack(-1)
})

test('after three dead days every one of them is closed, in order', async () => {
  await moveTo(engine, '2027-03-01T12:00:00+09:00')
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 3 })
  const { reserve } = gateOf(engine, shop)
  await reserve(id)
  await moveTo(engine, '2027-03-03T12:00:00+09:00')
  await reserve(id)
  await reserve(id)
  await moveTo(engine, '2027-03-04T00:01:00+09:00')
  await closeDays(engine)
  expect(await tales(shop)).toEqual([
    { date: '2027-03-01', taken: 1 },
    { date: '2027-03-02', taken: 0 },
    { date: '2027-03-03', taken: 2 },
  ])
  await expectSound(engine)
})

test('each shop’s day ends at its own midnight', async () => {
  await moveTo(engine, '2027-04-01T12:00:00+09:00')
  const [seoul, newYork] = [
    await givenShop(engine),
    await givenShop(engine, { timeZone: 'America/New_York' }),
  ]
  await Promise.all([givenTimetable(engine, seoul), givenTimetable(engine, newYork)])
  await moveTo(engine, '2027-04-02T00:00:01+09:00')
  await closeDays(engine)
  expect(await tales(seoul)).toMatchObject([{ date: '2027-04-01' }])
  expect(await tales(newYork)).toMatchObject([{ date: '2027-03-31' }])
})

test('what a deleted timetable sold stays in its day; a closed shop’s days end with its last', async () => {
  await moveTo(engine, '2027-05-01T12:00:00+09:00')
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop, { basicRemaining: 3 })
  await gateOf(engine, shop).reserve(id)
  await deleteTimetable(engine, { ...askOf(shop), timetableId: id })
  await closeShop(engine, shop)
  await moveTo(engine, '2027-05-04T12:00:00+09:00')
  await closeDays(engine)
  expect(await tales(shop)).toEqual([{ date: '2027-05-01', taken: 1 }])
  expect(await closeDays(engine)).toBe(0)
  const { data } = await listDays(engine, askOf(shop))
  expect(data.map(({ date }) => date)).toEqual(['2027-05-01'])
})

test('days are paged, for the owner only', async () => {
  await moveTo(engine, '2027-06-01T12:00:00+09:00')
  const house = await testServer(engine)
  const owner = await house.owner()
  const { body } = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  await owner('POST', `/timetable/create/${body.id}`, { reservationHour: 9, basicRemaining: 4 })
  await moveTo(engine, '2027-06-03T12:00:00+09:00')
  interface Page {
    data: { date: string }[]
    nextCursor: string | null
  }
  const path = `/v1/shops/${body.id}/days?limit=2`
  const first = (await owner<Page>('GET', path)).body
  expect(first.data.map(({ date }) => date)).toEqual(['2027-06-03', '2027-06-02'])
  const second = (await owner<Page>('GET', `${path}&cursor=${first.nextCursor}`)).body
  expect(second).toMatchObject({ data: [{ date: '2027-06-01' }], nextCursor: null })
  expect((await (await house.owner())('GET', path)).status).toBe(404)
  await house.server.close()
})
