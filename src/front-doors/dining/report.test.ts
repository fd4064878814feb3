import { expect, test } from 'vitest'
import { booker, confirm } from '../../../test/booker.ts'
import { pay } from '../../../test/paying.ts'
import type { getCalendar } from '../../bookings/calendar/contract.ts'
import type { getReport } from '../../bookings/reports/contract.ts'
import type { listStoresToday } from '../../bookings/today/contract.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays } from '../../kernel/time.ts'
import { readOrders } from '../../orders/queries.ts'
import { fetchSettlements } from '../../payments/settlements/fetch.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { moveTo } from '../timetables/shop.fixture.ts'
import { openParties } from './party.fixture.ts'

type Calendar = AnswerOf<typeof getCalendar> & { type?: string }
type Report = AnswerOf<typeof getReport> & { type?: string }
type Today = AnswerOf<typeof listStoresToday>

const { dining, at, seat, bookParty } = openParties()

const store = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const dates = () => `from=${dining.tomorrow}&to=${dining.tomorrow}`
const enter = (body: object) =>
  dining.owner<{ id: string }>('POST', at('desk-bookings'), {
    ...{ kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2 },
    ...body,
  })
const two = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
} as const

/** Two tables, 17:00 to 23:00; a guest of four and a caller of two at 19:00, a table blocked at 17:00. */
async function evening() {
  const { tables } = await seat(two)
  const guest = await dining.house.customer('김하나')
  const { body } = await bookParty(guest, { party: 4 })
  await confirm(guest, body.id)
  await enter({ name: '이두리', minutes: 60 })
  await enter({ kind: 'block', time: '17:00', tableIds: [tables[0]?.id], party: 1, minutes: 60 })
  return { guest, bookingId: body.id }
}

test('a calendar says how full a date is by the hour; a blocked table is neither offered nor a booking', async () => {
  await evening()
  const { body } = await dining.owner<Calendar>('GET', store(`calendar?${dates()}`))
  const quarters = (hour: number) => body.hours.find((one) => one.hour === hour)
  expect(quarters(17)).toMatchObject({ offered: 4, taken: 0, bookings: 0 })
  expect(quarters(18)).toMatchObject({ offered: 8, taken: 0 })
  expect(quarters(19)).toMatchObject({ offered: 8, taken: 8, bookings: 2 })
  expect(body.days).toMatchObject([{ date: dining.tomorrow, bookings: 2, offered: 44 }])
  const month = await dining.owner<{ data: object[] }>(
    'GET',
    store(`bookings/days?month=${dining.tomorrow.slice(0, 7)}`),
  )
  expect(month.body.data).toContainEqual({ date: dining.tomorrow, bookings: 2 })
})

test('a calendar of too many dates is refused, and that of another store is not found', async () => {
  const long = await dining.owner<Calendar>('GET', store('calendar?from=2027-01-01&to=2027-03-01'))
  expect([long.status, long.body.type]).toEqual([422, '/problems/dates-wrong'])
  const other = await dining.house.owner()
  expect((await other('GET', store(`calendar?${dates()}`))).status).toBe(404)
  expect((await other('GET', store(`report?${dates()}`))).status).toBe(404)
})

test('a report says how bookings came, for how many, and what became of them', async () => {
  const { bookingId } = await evening()
  await moveTo(dining.engine, `${dining.tomorrow}T19:30:00+09:00`)
  const visit = { visit: 'no-show' }
  expect((await dining.owner('PUT', store(`bookings/${bookingId}/visit`), visit)).status).toBe(200)
  const { body } = await dining.owner<Report>('GET', store(`report?${dates()}`))
  expect(body.sources).toEqual([
    { source: 'online', bookings: 1 },
    { source: 'phone', bookings: 1 },
  ])
  expect(body.parties).toEqual([
    { party: 2, bookings: 1 },
    { party: 4, bookings: 1 },
  ])
  expect(body.days).toMatchObject([{ bookings: 2, noShows: 1, arrived: 0, canceled: 0 }])
  expect(body.week.find(({ hour }) => hour === 19)).toMatchObject({ offered: 8, taken: 8 })
})

test('a report adds up payments by gateway; what a gateway keeps for itself is not in it', async () => {
  await evening()
  const { engine, restaurantId: storeId } = dining
  const [order] = await engine.database.rows<{ id: string }>(
    sql`select id from orders where store_id = ${storeId} and not by_store`,
  )
  const { now } = await readNow(engine.database)
  await engine.database.run(sql`
    insert into payments (store_id, id, order_id, attempt, gateway, state, amount, currency, device,
                          approved, refunded, created_at, changed_at)
    values (${storeId}, gen_random_uuid(), ${order?.id}, 9, 'kakaopay', 'refunded', 30000, 'KRW', 'mobile',
            30000, 10000, ${now}, ${now})
  `)
  const { body: calendar } = await dining.owner<Calendar>('GET', store(`calendar?${dates()}`))
  const { body } = await dining.owner<Report>(
    'GET',
    store(`report?from=${calendar.today}&to=${calendar.today}`),
  )
  expect(body.gateways).toMatchObject([
    {
      ...{ gateway: 'kakaopay', payments: 1, taken: 30_000, refunded: 10_000, open: 0 },
      settlement: null, // it does not tell
    },
  ])
  expect(body.days[0]?.money).toEqual({ taken: 30_000, refunded: 10_000 })
  const csv = await dining.owner(
    'GET',
    store(`report.csv?from=${calendar.today}&to=${calendar.today}`),
  )
  expect(`${csv.body}`).toContain(`${calendar.today},0,0,0,0,`)
  expect(`${csv.body}`).toContain('KRW,0,0,0,30000,10000,20000')
  const payout = await dining.owner(
    'GET',
    store(`payout.csv?from=${calendar.today}&to=${calendar.today}`),
  )
  expect(`${payout.body}`).toContain('kakaopay,1,KRW,30000,10000,,,,,,')
  await engine.database.run(sql`delete from payments where store_id = ${storeId} and attempt = 9`)
})

/** Two guests who paid 20,000 won for tomorrow. */
async function paidParty(gateway = 'kakaopay') {
  const { engine, restaurantId: storeId } = dining
  await seat(two, { deposit: { amount: 10_000, per: 'person' } })
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { party: 2 })
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const [order] = await readOrders(engine.database, storeId, [body.id])
  if (!order?.buyerId) throw new Error('the party holds nothing')
  await pay(engine, { storeId, buyerId: order.buyerId, order }, { gateway })
}

test('a deposit counts for the evening it was paid for, and on the date it was paid', async () => {
  const { tomorrow } = dining
  await paidParty()
  const { body: calendar } = await dining.owner<Calendar>('GET', store(`calendar?${dates()}`))
  const of = async (date: string) =>
    (await dining.owner<Report>('GET', store(`report?from=${date}&to=${date}`))).body.days[0]
  const [none, paid] = [
    { taken: 0, refunded: 0 },
    { taken: 20_000, refunded: 0 },
  ]
  expect(await of(tomorrow)).toMatchObject({ booked: paid, money: none })
  expect(await of(calendar.today)).toMatchObject({ booked: none, money: paid })
  const csv = await dining.owner('GET', store(`report.csv?${dates()}`))
  expect(`${csv.body}`).toContain('KRW,20000,0,20000,0,0,0')
})

test('what a gateway settled is beside what is expected of it, also as a file', async () => {
  const { engine } = dining
  await paidParty('toss')
  const { body: calendar } = await dining.owner<Calendar>('GET', store(`calendar?${dates()}`))
  await moveTo(engine, `${addDays(calendar.today, 1)}T06:00:00+09:00`)
  await fetch(`${engine.sandboxUrl}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ aheadMs: 86_400_000 }), // the day of the payment is over there, too
  })
  await fetchSettlements(engine)
  const span = `from=${calendar.today}&to=${calendar.today}`
  const { body } = await dining.owner<Report>('GET', store(`report?${span}`))
  const settled = { fees: 660, payout: 19_340, expected: 19_340, difference: 0, waiting: 0 }
  expect(body.gateways).toMatchObject([{ gateway: 'toss', taken: 20_000, settlement: settled }])
  const csv = await dining.owner('GET', store(`payout.csv?${span}`))
  expect(`${csv.body}`).toContain('toss,1,KRW,20000,0,0,660,19340,19340,0,')
})

test('all stores of an owner on one page: who comes next today, and what waits', async () => {
  await evening()
  await moveTo(dining.engine, `${dining.tomorrow}T16:00:00+09:00`)
  const today = async (by = dining.owner) =>
    (await by<Today>('GET', '/v1/me/stores-today')).body.data.find(
      ({ store: { id } }) => id === dining.restaurantId,
    )
  expect(await today()).toMatchObject({
    date: dining.tomorrow,
    ...{ bookings: 2, coming: 2, toDo: { proposals: 0, reviews: 0, refunds: 0 } },
  })
  expect((await today())?.next.map(({ time, booker }) => [time, booker])).toContainEqual([
    '19:00',
    '이두리',
  ])
  expect(await today(await dining.house.owner())).toBeUndefined()
})
