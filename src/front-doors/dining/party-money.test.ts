import { expect, test } from 'vitest'
import { booker } from '../../../test/booker.ts'
import { charge, type Held, pass, pay, press, start, tick } from '../../../test/paying.ts'
import type { Person } from '../../../test/server.ts'
import { writeMail } from '../../bookings/mails/booking-mail.ts'
import type { BookingAnswer } from '../../bookings/read.ts'
import { readOrders } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { openParties } from './party.fixture.ts'
import type { SeatingTerms } from './seating-rules.ts'

const { dining, seat, freeTimes, bookParty } = openParties()

/** A party of three with a named booker, not yet paid. */
async function givenParty(deposit: SeatingTerms['deposit'], party = 3) {
  await seat(
    {
      areas: {
        홀: [
          [1, 4],
          [1, 4],
        ],
      },
      joins: [[0, 1]],
    },
    { deposit },
  )
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { party })
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const { engine, restaurantId: storeId } = dining
  const [order] = await readOrders(engine.database, storeId, [body.id])
  if (!order?.buyerId) throw new Error('the party holds nothing')
  return { guest, booked: body, held: { storeId, buyerId: order.buyerId, order } satisfies Held }
}

const read = async (guest: Person, id: string) =>
  (await guest<BookingAnswer>('GET', `/v1/bookings/${id}`)).body

const isFree = async (party: number, time = '19:00') =>
  (await freeTimes(party)).times.find((one) => one.time === time)?.isFree

const cancelHeads = (guest: Person, { id, lines }: BookingAnswer, quantity: number) =>
  guest<{ type?: string }>('POST', `/v1/bookings/${id}/line-cancellations`, {
    lines: [{ placeId: lines[0]?.placeId, quantity }],
  })

const refundedOf = async (orderId: string) =>
  (
    await dining.engine.database.one<{ refunded: number }>(sql`
      select sum(refunded)::integer as refunded from payments where order_id = ${orderId}`)
  ).refunded

test('a deposit a head is paid once; one who does not come gets theirs back, and the table stays', async () => {
  const { engine } = dining
  const { guest, booked, held } = await givenParty({ amount: 10_000, per: 'person' })
  expect(booked.price.amount).toBe(30_000)
  await pay(engine, held)
  expect((await cancelHeads(guest, booked, 1)).status).toBe(200)
  await tick(engine)
  expect(await refundedOf(booked.id)).toBe(10_000)
  const after = await read(guest, booked.id)
  expect(after).toMatchObject({ status: 'paid', lines: [{ quantity: 2, bought: 3 }] })
  expect(after.lines[0]?.what.ko).toBe('2명 · 홀')
  expect(await isFree(8)).toBe(false)
})

test('the last head that is canceled gives the table back', async () => {
  const { engine } = dining
  const { guest, booked, held } = await givenParty({ amount: 10_000, per: 'person' }, 8)
  await pay(engine, held)
  await cancelHeads(guest, booked, 8)
  await pass(engine, 200)
  expect(await refundedOf(booked.id)).toBe(80_000)
  expect((await read(guest, booked.id)).status).toBe('canceled')
  expect(await isFree(8)).toBe(true)
})

test('a deposit a table comes back with the last head, not with the first', async () => {
  const { engine } = dining
  const { guest, booked, held } = await givenParty({ amount: 20_000, per: 'table' }, 8)
  expect(booked.price.amount).toBe(40_000)
  await pay(engine, held)
  await cancelHeads(guest, booked, 3)
  await tick(engine)
  expect(await refundedOf(booked.id)).toBe(0)
  await cancelHeads(guest, booked, 5)
  await tick(engine)
  expect(await refundedOf(booked.id)).toBe(40_000)
})

test('a canceled party gets all of its deposit back and its tables are free', async () => {
  const { engine } = dining
  const { guest, booked, held } = await givenParty({ amount: 20_000, per: 'table' }, 8)
  await pay(engine, held)
  await guest('POST', `/v1/orders/${booked.id}/cancellation`, {})
  await pass(engine, 200)
  expect(await refundedOf(booked.id)).toBe(40_000)
  expect(await isFree(8)).toBe(true)
})

test('a quarter of a table cannot be canceled by itself', async () => {
  const { engine } = dining
  const { guest, booked, held } = await givenParty({ amount: 20_000, per: 'table' })
  await pay(engine, held)
  const quarter = held.order.lines.find(({ unitPrice }) => unitPrice > 0)
  const refused = await guest<{ type?: string }>(
    'POST',
    `/v1/bookings/${booked.id}/line-cancellations`,
    { lines: [{ placeId: quarter?.placeId, quantity: 1 }] },
  )
  expect(refused).toMatchObject({ status: 409, body: { type: '/problems/line-missing' } })
})

/** The gateway has charged the buyer, who never came back; the hold is over. */
async function givenCharged(party: number) {
  const given = await givenParty({ amount: 10_000, per: 'person' }, party)
  const back = await press(await start(dining.engine, given.held), 'pay')
  await charge(dining.engine, given.held, back)
  await dining.engine.advance(600)
  return given
}

test('money that comes late has its table where it is free', async () => {
  const { guest, booked } = await givenCharged(8)
  await pass(dining.engine, 340)
  expect((await read(guest, booked.id)).status).toBe('paid')
  expect(await isFree(8)).toBe(false)
})

test('money that comes late goes back where one of its tables is another’s by then', async () => {
  const { guest, booked } = await givenCharged(8)
  await dining.engine.advance(100)
  const other = await bookParty(await dining.house.customer(), { party: 1 })
  expect(other.status).toBe(201)
  await pass(dining.engine, 340)
  expect((await read(guest, booked.id)).status).toBe('failed')
  expect(await refundedOf(booked.id)).toBe(80_000)
})

test('the mail of a party says when it comes, how many and where', async () => {
  const { held } = await givenParty({ amount: 10_000, per: 'person' })
  await pay(dining.engine, held)
  await tick(dining.engine)
  const of = { storeId: held.storeId, orderId: held.order.id }
  const mail = (
    await writeMail(dining.engine, { ...of, kind: 'paid', aboutId: null, name: '김손님' })
  )?.text
  expect(mail).toContain('내용: 3명 · 홀')
  expect(mail).toContain('Booked: 3 people · 홀')
  expect(mail).toContain('19:00')
})

test('what a party pays is called a deposit, unless its restaurant says that it is all there is to pay', async () => {
  const { booked } = await givenParty({ amount: 10_000, per: 'person' })
  expect(booked.store.pricing.means).toBe('part')
  const free = await givenParty({ amount: 0, per: 'person' })
  expect(free.booked.store.pricing.means).toBeNull()
})
