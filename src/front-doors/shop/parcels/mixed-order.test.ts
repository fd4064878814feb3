import { beforeEach, expect, test } from 'vitest'
import { writeMail } from '../../../bookings/mails/booking-mail.ts'
import { drain } from '../../../events/relay.ts'
import type { Id } from '../../../kernel/id.ts'
import { addDays, weekdayOf } from '../../../kernel/time.ts'
import { queueNotices } from '../../../mail/notices.ts'
import { sql } from '../../../postgres/sql.ts'
import { done } from '../checkout/market.fixture.ts'
import { type Bought, openSent } from './sent.fixture.ts'

const { market, at, goods, put, order, payFor, seller, send, fresh, desk } = openSent()

let bought: Bought
let date: string

/** A table at 19:30 for 25,000 and two mugs for 24,000, paid. */
beforeEach(async () => {
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 1, price: 25_000 }
  const { id: tableTimeId } = await done(
    owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly),
  )
  const buyer = await market.house.customer('김민지')
  const item = { door: 'dining', tableTimeId, date }
  await done(buyer('PUT', at('/cart/lines'), { item, quantity: 1 }))
  await done(put(buyer, await goods({ price: 12_000 }), 2))
  bought = await payFor(buyer, (await done(order(buyer, 49_000))).id)
})

interface DayAnswer {
  readonly bookings: readonly { readonly id: string; readonly along: readonly object[] }[]
}

test('the day of its table and the orders of the shop each say what else is in the order', async () => {
  const day = await done(
    seller()<DayAnswer>('GET', `/v1/stores/${market.marketId}/bookings?date=${date}`),
  )
  expect(day.bookings).toMatchObject([
    { id: bought.orderId, along: [{ what: { ko: '머그컵 2개' }, date: null, time: null }] },
  ])
  expect((await desk()).data).toMatchObject([
    { orderId: bought.orderId, along: [{ what: { ko: '테이블 1개' }, date, time: '19:30' }] },
  ])
})

test('a notice of it says both, and leads to the door of what begins', async () => {
  while ((await drain(market.engine, [queueNotices(market.engine)])) > 0);
  const notices = await done(
    seller()<{ data: readonly object[] }>('GET', `/v1/stores/${market.marketId}/notices`),
  )
  expect(notices.data).toMatchObject([
    { kind: 'booked', door: 'dining', noun: { ko: '예약·주문', en: 'booking and order' } },
  ])
})

const mail = async () => {
  const { storeId, id } = await fresh(bought.orderId)
  const ask = { storeId, orderId: id as Id<'Order'>, aboutId: null, name: '김민지' }
  const content = await writeMail(market.engine, { ...ask, kind: 'paid' })
  return content?.text ?? ''
}

test('its mail prices the table and the goods, and says of each how it is canceled', async () => {
  const text = await mail()
  expect(text).toContain('김민지 님, 예약·주문이 확정되었습니다.')
  expect(text).toContain('내용: 테이블 1개, 25,000원\n')
  expect(text).toContain('- 머그컵 2개, 24,000원')
  expect(text).toContain('이용 전에는 위 주소에서 ‘예약·주문 취소’를 눌러 취소할 수 있습니다.')
  expect(text).toContain('\n상품: 판매자가 상품을 포장하기 전까지 취소할 수 있으며')
  expect(text).toContain(
    'Until it begins you can cancel it there, with “Cancel booking and order”.',
  )
})

interface Quoted {
  readonly refund?: { readonly amount: number }
}

test('once its goods are sent, its table is canceled still', async () => {
  await send(bought)
  const { buyer, orderId } = bought
  const booking = await done(
    buyer<{ lines: { door: string; placeId: string }[] }>('GET', `/v1/bookings/${orderId}`),
  )
  const quote = (door: string) => {
    const placeId = booking.lines.find((line) => line.door === door)?.placeId
    const path = `/v1/bookings/${orderId}/line-cancellation-quote?lines=${placeId}:1`
    return buyer<Quoted>('GET', path)
  }
  expect((await quote('shop')).status).toBe(409)
  expect((await quote('dining')).body).toMatchObject({ refund: { amount: 25_000 } })
})

const changedTo = ({ buyer, orderId }: Bought, item: object) =>
  buyer<{ type?: string }>('POST', `/v1/bookings/${orderId}/change`, { item })

test('goods are not changed for a table of the same price, by the buyer or by the store', async () => {
  const { owner, marketId, house } = market
  await owner('PUT', `/v1/stores/${marketId}/guest-changes`, { isAllowed: true })
  const draft = { weekday: weekdayOf(date), time: '18:00', capacity: 5, price: 12_000 }
  const path = `/v1/restaurants/${marketId}/table-times`
  const { id: tableTimeId } = await done(owner<{ id: string }>('POST', path, draft))
  const buyer = await house.customer('이하나')
  await done(put(buyer, await goods({ price: 12_000 }), 1))
  const mug = await payFor(buyer, (await done(order(buyer, 12_000))).id)
  const item = { tableTimeId, date }
  expect(await changedTo(mug, item)).toMatchObject({
    ...{ status: 409, body: { type: '/problems/change-off' } },
  })
  const move = `/v1/stores/${marketId}/bookings/${mug.orderId}/moves`
  expect(await owner('POST', move, { item, message: '' })).toMatchObject({
    ...{ status: 409, body: { type: '/problems/move-timeless' } },
  })
  expect(await changedTo(bought, item)).toMatchObject({
    ...{ status: 409, body: { type: '/problems/move-many-places' } },
  })
})

test('a table is changed for a table, not for what another door of its store sells', async () => {
  const { owner, marketId, house } = market
  await owner('PUT', `/v1/stores/${marketId}/guest-changes`, { isAllowed: true })
  await market.engine.database.run(sql`update stores set kind = 'other' where id = ${marketId}`)
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining', 'timetables'] }))
  const draft = { weekday: weekdayOf(date), time: '18:00', capacity: 5, price: 12_000 }
  const path = `/v1/restaurants/${marketId}/table-times`
  const { id: tableTimeId } = await done(owner<{ id: string }>('POST', path, draft))
  const time = { reservationHour: 23, reservationMinute: 59, basicRemaining: 5, price: 12_000 }
  const { id: timetableId } = await done(
    owner<{ id: string }>('POST', `/v1/shops/${marketId}/timetables`, time),
  )
  const buyer = await house.customer('이하나')
  const item = { door: 'dining', tableTimeId, date }
  await done(buyer('PUT', at('/cart/lines'), { item, quantity: 1 }))
  const table = await payFor(buyer, (await done(order(buyer, 12_000))).id)
  expect((await changedTo(table, { timetableId })).body.type).toBe('/problems/item-unknown')
})
