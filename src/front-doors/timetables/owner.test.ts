import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { expectSound } from '../../../test/paying.ts'
import { moveTo } from './shop.fixture.ts'
import { type Booking, openShops, type Time, typeOf } from './shops.fixture.ts'

// What the owner of a shop changes and sees.

const { shops, givenShop, givenTime, show, book } = openShops()

test('a changed time moves today’s place only while nothing of it is taken', async () => {
  await moveTo(shops.engine, '2027-01-08T10:00:00+09:00')
  const shopId = await givenShop()
  const [taken, untouched, released] = [
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
  ]
  const person = await shops.house.customer()
  const { body } = await book(person, shopId, taken)
  await confirm(person, body.id)
  await shops.owner('POST', '/reserve/timetable', { timetableId: released })
  await shops.owner('POST', '/release/timetable', { timetableId: released })
  const change = async (id: string) =>
    (await shops.owner<Time>('PUT', `/v1/timetables/${id}`, { reservationMinute: 20 })).body
      .startsAt
  expect(await change(taken)).toBe('2027-01-08T09:00:00.000Z')
  expect(await change(untouched)).toBe('2027-01-08T09:20:00.000Z')
  expect(await change(released)).toBe('2027-01-08T09:20:00.000Z')
  const kept = await person<Booking>('GET', `/v1/shop-bookings/${body.id}`)
  expect(kept.body.time).toBe('18:00')
  await moveTo(shops.engine, '2027-01-09T10:00:00+09:00')
  expect((await show(shopId)).times.map(({ startsAt }) => startsAt)).toEqual(
    Array(3).fill('2027-01-09T09:20:00.000Z'),
  )
  await expectSound(shops.engine)
})

test('the owner’s day separates bookings from reservations of services', async () => {
  await moveTo(shops.engine, '2027-01-11T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 9 })
  await shops.owner('POST', '/reserve/timetable', { timetableId: id })
  await shops.owner('POST', '/reserve/timetable', { timetableId: id })
  await book(await shops.house.customer(), shopId, id)
  const seen = await shops.owner<{ times: object[]; bookings: object[] }>(
    'GET',
    `/v1/shops/${shopId}/bookings?date=2027-01-11`,
  )
  expect(seen.body).toMatchObject({
    times: [{ capacity: 9, taken: 3, reserved: 2 }],
    bookings: [{ status: 'ready' }],
  })
  expect((await shops.owner<{ data: object[] }>('GET', '/v1/shop-bookings')).body.data).toEqual([])
})

test('an owner opens, changes and lists their shops', async () => {
  const mine = await shops.house.owner()
  const draft = { name: '손톱', kind: 'other', description: '', currency: 'KRW' }
  const refused = await mine('POST', '/v1/shops', { ...draft, timeZone: 'Asia/Nowhere' })
  expect(typeOf(refused)).toBe('time-zone-unknown')
  const { body } = await mine<{ id: string }>('POST', '/v1/shops', {
    ...draft,
    timeZone: 'Asia/Seoul',
  })
  const changed = await mine('PATCH', `/v1/shops/${body.id}`, { name: '봄', kind: 'hair' })
  expect(changed.body).toMatchObject({ name: '봄', kind: 'hair', description: '' })
  const { images: _, ...card } = changed.body as unknown as { images: object[] }
  expect((await mine<{ data: object[] }>('GET', '/v1/me/shops')).body.data).toEqual([card])
  const listed = async () => {
    const all = await shops.house.anyone<{ data: { id: string }[] }>('GET', '/v1/shops?limit=100')
    return all.body.data.some(({ id }) => id === body.id)
  }
  expect(await listed()).toBe(false) // it offers nothing yet
  const time = { reservationHour: 9, basicRemaining: 1 }
  await mine('POST', `/v1/shops/${body.id}/timetables`, time)
  expect(await listed()).toBe(true)
})
