import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import type { getBooking, listOpenings } from '../../bookings/contract.ts'
import type { listDayBookings } from '../../bookings/day-contract.ts'
import type { findStores } from '../../bookings/finding/contract.ts'
import type { listNotices } from '../../bookings/store-contract.ts'
import { drain } from '../../events/relay.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { queueNotices } from '../../mail/notices.ts'
import { openParties } from './party.fixture.ts'

const { dining, at, seat, bookParty, offer, book } = openParties()

/** A confirmed party of three beside a table of a plain time. */
async function givenEvening() {
  await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
  const tableTimeId = await offer({ price: 0 })
  const guest = await dining.house.customer()
  const { body: party } = await bookParty(guest, { party: 3 })
  await confirm(guest, party.id)
  const { body: table } = await book(guest, { tableTimeId, date: dining.tomorrow })
  await confirm(guest, table.id)
  return { guest, party, table }
}

const storeAt = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`

test('the day of the desk has one line a party, beside plain table times', async () => {
  await givenEvening()
  const { body } = await dining.owner<AnswerOf<typeof listDayBookings>>(
    'GET',
    storeAt(`bookings?date=${dining.tomorrow}`),
  )
  expect(body.bookings.map(({ time, what }) => [time, what.ko])).toEqual([
    ['19:00', '3명 · 홀'],
    ['19:30', '테이블 1개'],
  ])
  expect(body.times).toMatchObject([
    { time: '19:00', capacity: 8, taken: 3 },
    { time: '19:30', capacity: 8, taken: 1 },
  ])
})

test('what the store is told of says how many come and when, also of what was canceled', async () => {
  const { guest, party } = await givenEvening()
  const noticesNow = async () => {
    while ((await drain(dining.engine, [queueNotices(dining.engine)])) > 0);
    const { body } = await dining.owner<AnswerOf<typeof listNotices>>('GET', storeAt('notices'))
    return body.data.map(({ kind, what, others, time }) => [kind, what?.ko, others, time])
  }
  expect(await noticesNow()).toEqual([
    ['booked', '테이블 1개', 0, '19:30'],
    ['booked', '3명 · 홀', 0, '19:00'],
  ])
  await guest('POST', `/v1/orders/${party.id}/cancellation`)
  expect((await noticesNow())[0]).toEqual(['canceled', '3명 · 홀', 0, '19:00'])
})

test('closing a date counts a party once', async () => {
  await givenEvening()
  const { body } = await dining.owner('PUT', at(`closed-dates/${dining.tomorrow}`))
  expect(body).toMatchObject({ bookings: 2 })
})

test('a guest has a party once among their bookings, until it has arrived', async () => {
  const { guest, party, table } = await givenEvening()
  const { body } = await guest<{ data: { id: string }[] }>('GET', '/v1/bookings')
  expect(body.data.map(({ id }) => id)).toEqual([party.id, table.id])
})

test('no other time is proposed for a party: it has many places', async () => {
  const { party, table } = await givenEvening()
  expect(table.status).toBe('ready')
  const { status, body } = await dining.owner('POST', storeAt(`bookings/${party.id}/moves`), {
    item: { tableTimeId: table.lines[0]?.item.tableTimeId, date: dining.tomorrow },
    message: '',
  })
  expect([status, body.type]).toEqual([409, '/problems/move-many-places'])
})

test('the next free table of a restaurant is shown on its card', async () => {
  await seat(
    {
      areas: {
        홀: [
          [1, 4],
          [1, 4],
        ],
      },
    },
    { deposit: { amount: 5_000, per: 'person' } },
  )
  const { body } = await dining.house.anyone<AnswerOf<typeof listOpenings>>('GET', '/v1/openings')
  const shown = body.data
    .flatMap(({ openings }) => openings)
    .find(({ store }) => store.id === dining.restaurantId)
  expect(shown).toMatchObject({
    ...{ date: dining.tomorrow, time: '17:00', remaining: 2, left: { ko: '테이블 2개' } },
    price: { amount: 5_000 },
    item: { date: dining.tomorrow },
  })
})

test('a search for a party on a date shows the times at which it is seated, and what to ask for', async () => {
  await seat({
    areas: {
      홀: [
        [1, 2],
        [3, 6],
      ],
    },
  })
  const url = `/v1/found-stores?date=${dining.tomorrow}&time=19:00&party=5`
  const { body } = await dining.house.anyone<AnswerOf<typeof findStores>>('GET', url)
  const found = body.data.find(({ store }) => store.id === dining.restaurantId)
  expect(found?.times.map(({ time, remaining }) => [time, remaining])).toEqual([
    ['18:30', 1],
    ['19:00', 1],
    ['19:30', 1],
  ])
  expect(found?.times[1]?.item).toEqual({ date: dining.tomorrow, time: '19:00', party: '5' })
})

test('the CSV says how many come and how they came; what is canceled is counted in people or tables', async () => {
  const { guest, party, table } = await givenEvening()
  const call = { kind: 'phone', date: dining.tomorrow, time: '20:00', party: 2, name: '전화 손님' }
  const entered = await dining.owner('POST', at('desk-bookings'), call)
  expect(entered.status).toBe(200)
  const dates = `from=${dining.tomorrow}&to=${dining.tomorrow}`
  const csv = await dining.owner<Buffer>('GET', storeAt(`bookings.csv?${dates}`))
  const [head, ...rows] = csv.body.toString().trim().split('\r\n')
  expect(head).toMatch(/,손님 메모,인원,예약 경로$/)
  expect(rows.map((row) => row.split(',').slice(-2))).toEqual([
    ['3', '온라인'],
    ['', '온라인'],
    ['2', '전화'],
  ])
  const countsOf = async (id: string) => {
    const { body } = await guest<AnswerOf<typeof getBooking>>('GET', `/v1/bookings/${id}`)
    return body.lines.flatMap(({ isAside, counts }) => (isAside ? [] : counts))
  }
  expect([await countsOf(party.id), await countsOf(table.id)]).toEqual([['person'], ['table']])
})
