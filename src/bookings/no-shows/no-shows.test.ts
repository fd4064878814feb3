import { expect, test } from 'vitest'
import { booker } from '../../../test/booker.ts'
import { type Held, pay, tick } from '../../../test/paying.ts'
import type { Person } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { openParties } from '../../front-doors/dining/party.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { queueMails } from '../../mail/queue.ts'
import { readOrders } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from '../mails/booking-mail.ts'
import type { BookingAnswer } from '../read.ts'
import { settleNoShow, settleNoShows } from './settle.ts'

const { dining, at, put, seat, bookParty } = openParties()

const twoTables = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
} as const
const ordinary = {
  ...{ kind: 'restaurant', basis: 'person', average: 50_000, keptPercent: 50, group: null },
}
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const termsUrl = () => `/v1/stores/${dining.restaurantId}/no-show-terms`
const promise = async (terms: object = {}) => {
  const { engine, owner } = dining
  const said = await owner('PUT', termsUrl(), { ...ordinary, ...terms })
  expect(said.status).toBe(200)
  await engine.advance(61)
}

/** A party that paid 10,000 a head. */
async function givenPaid(party = 4): Promise<{ guest: Person; id: string; held: Held }> {
  const { engine, restaurantId: storeId } = dining
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { party })
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const [order] = await readOrders(engine.database, storeId, [body.id])
  if (!order?.buyerId) throw new Error('the party holds nothing')
  const held = { storeId, buyerId: order.buyerId, order }
  await pay(engine, held)
  return { guest, id: body.id, held }
}
const givenSeats = () => seat(twoTables, { deposit: { amount: 10_000, per: 'person' } })
const evening = (time = '19:00') => moveTo(dining.engine, `${dining.tomorrow}T${time}:00+09:00`)
const sit = (id: string, state: string) =>
  dining.owner<{ type?: string }>('PUT', at(`desk-bookings/${id}/sitting`), { state })
const read = async (guest: Person, id: string) =>
  (await guest<BookingAnswer>('GET', `/v1/bookings/${id}`)).body
const refundsOf = async (id: string) =>
  (
    await dining.engine.database.rows<{ amount: number; reason: string }>(sql`
      select r.amount, r.reason from refunds r
        join payments p on p.store_id = r.store_id and p.id = r.payment_id
       where p.order_id = ${id}`)
  ).map(({ amount, reason }) => [amount, reason])
const rowOf = (id: string) =>
  dining.engine.database.maybe<{ settled: boolean; kept: number | null }>(sql`
    select settled_at is not null as settled, kept from no_shows where order_id = ${id}`)

test('half of the deposit of who did not come is kept, an hour later, and the rest given back once', async () => {
  const { engine } = dining
  await givenSeats()
  await promise()
  const { guest, id, held } = await givenPaid()
  expect((await read(guest, id)).noShow).toMatchObject({
    ...{ kept: { amount: 20_000 }, refund: { amount: 20_000 }, markedAt: null, settledAt: null },
  })
  await evening()
  expect((await sit(id, 'no-show')).status).toBe(200)
  await settleNoShows(engine)
  expect(await refundsOf(id)).toEqual([])
  await engine.advance(60 * 60)
  await settleNoShows(engine)
  await settleNoShows(engine)
  await drain(engine, [queueMails(engine)])
  await tick(engine)
  expect(await refundsOf(id)).toEqual([[20_000, 'no-show']])
  expect(await rowOf(id)).toEqual({ settled: true, kept: 20_000 })
  const after = await read(guest, id)
  expect(after).toMatchObject({ status: 'paid', noShow: { settledAt: expect.any(String) } })
  const mails = await engine.database.rows<{ kind: string }>(sql`
    select kind from mails where order_id = ${id} order by kind`)
  expect(mails.map(({ kind }) => kind)).toEqual(['no-show', 'paid'])
  const ask = { storeId: held.storeId, orderId: held.order.id, aboutId: null, name: '김손님' }
  const mail = await writeMail(engine, { ...ask, kind: 'no-show' })
  expect(mail?.text).toContain('공제 금액: 20,000원\n환불 금액: 20,000원')
  expect(mail?.text).toContain('1372')
  const paid = await writeMail(engine, { ...ask, kind: 'paid' })
  expect(paid?.text).toContain('20,000원 공제, 20,000원 환불')
  await engine.database.run(sql`delete from mails`) // nobody sends them here
})

test('a mark that is taken back in time moves no money, and a later one counts anew', async () => {
  const { engine } = dining
  await givenSeats()
  await promise()
  const { id } = await givenPaid(2)
  await evening()
  await sit(id, 'no-show')
  await engine.advance(59 * 60)
  expect((await sit(id, 'expected')).status).toBe(200)
  expect(await rowOf(id)).toBeUndefined()
  await engine.advance(2 * 60)
  await settleNoShows(engine)
  expect(await refundsOf(id)).toEqual([])
  await sit(id, 'no-show')
  expect((await sit(id, 'seated')).status).toBe(200)
  await engine.advance(61 * 60)
  await settleNoShows(engine)
  expect(await refundsOf(id)).toEqual([])
})

test('once settled the mark stays, and the database keeps it', async () => {
  const { engine, owner, restaurantId } = dining
  await givenSeats()
  await promise()
  const { id } = await givenPaid(2)
  await evening()
  await sit(id, 'no-show')
  await engine.advance(60 * 60)
  await settleNoShows(engine)
  await tick(engine)
  const path = `/v1/stores/${restaurantId}/bookings/${id}/visit`
  const answers = [
    await owner<{ type?: string }>('DELETE', path),
    await owner<{ type?: string }>('PUT', path, { visit: 'arrived' }),
    await sit(id, 'expected'),
  ]
  expect(answers.map(typeOf)).toEqual(Array(3).fill('no-show-settled'))
  await expect(
    engine.database.run(sql`delete from no_shows where order_id = ${id}`),
  ).rejects.toMatchObject({ constraint: 'no_shows_settle_once' })
})

test('an order keeps the terms under which it was made, and one without keeps what it was', async () => {
  const { engine } = dining
  await givenSeats()
  const { guest: before, id: unsaid } = await givenPaid(2)
  await promise()
  const { id } = await givenPaid(2)
  await promise({ keptPercent: 100 })
  expect((await read(before, unsaid)).noShow).toBeNull()
  await evening()
  await sit(unsaid, 'no-show')
  await sit(id, 'no-show')
  await engine.advance(60 * 60)
  await settleNoShows(engine)
  await tick(engine)
  expect([await refundsOf(unsaid), await refundsOf(id)]).toEqual([[], [[10_000, 'no-show']]])
})

test('two processes settle a no-show at once: one refund', async () => {
  const { engine } = dining
  await givenSeats()
  await promise()
  const { id, held } = await givenPaid()
  await evening()
  await Promise.all([sit(id, 'no-show'), sit(id, 'no-show')])
  await engine.advance(60 * 60)
  const { storeId } = held
  await Promise.all(Array.from({ length: 6 }, () => settleNoShow(engine, { storeId, id })))
  await tick(engine)
  expect(await refundsOf(id)).toEqual([[20_000, 'no-show']])
})

test('a store cancels while the no-show is settled: nothing is given back twice', async () => {
  const { engine, owner } = dining
  await givenSeats()
  await promise()
  const { id, held } = await givenPaid()
  await evening()
  await sit(id, 'no-show')
  await engine.advance(60 * 60)
  const { storeId } = held
  const path = `/v1/stores/${storeId}/orders/${id}/cancellation`
  await Promise.all([
    settleNoShow(engine, { storeId, id }),
    owner('POST', path, { reason: '착오' }),
    settleNoShow(engine, { storeId, id }),
  ])
  await tick(engine)
  await owner('POST', path, { reason: '착오' })
  await tick(engine)
  const refunds = await refundsOf(id)
  expect(refunds.reduce((sum, [amount]) => sum + Number(amount), 0)).toBe(40_000)
  expect((await rowOf(id))?.settled).toBe(true)
})

test('a mark is taken back while it is settled: both, or neither', async () => {
  const { engine } = dining
  await givenSeats()
  await promise()
  const { id, held } = await givenPaid()
  await evening()
  await sit(id, 'no-show')
  await engine.advance(60 * 60)
  const { storeId } = held
  const [, taken] = await Promise.all([settleNoShow(engine, { storeId, id }), sit(id, 'seated')])
  await tick(engine)
  const refunds = await refundsOf(id)
  const { visit } = await engine.database.one<{ visit: string }>(
    sql`select outcome as visit from visits where order_id = ${id}`,
  )
  expect([taken.status === 200 ? 'taken' : typeOf(taken), visit, refunds.length]).toEqual(
    taken.status === 200 ? ['taken', 'arrived', 0] : ['no-show-settled', 'no-show', 1],
  )
})

test('a party that comes at another time has not stayed away from the one before', async () => {
  const { engine, owner } = dining
  await givenSeats()
  await promise()
  const { id } = await givenPaid(2)
  await evening()
  await sit(id, 'no-show')
  const later = await owner('PATCH', at(`desk-bookings/${id}`), { time: '20:30' })
  expect([later.status, later.body]).toMatchObject([200, { time: '20:30', state: 'expected' }])
  await engine.advance(61 * 60)
  await settleNoShows(engine)
  expect([await rowOf(id), await refundsOf(id)]).toEqual([undefined, []])
})

test('a deposit beyond the law is refused, whichever is said first', async () => {
  const { owner, house } = dining
  await seat(twoTables, { deposit: { amount: 10_001, per: 'person' } })
  const refused = await owner<{ type?: string }>('PUT', termsUrl(), ordinary)
  expect([refused.status, typeOf(refused), refused.body]).toMatchObject([
    ...[422, 'deposit-illegal', { deposit: 10_001, most: 10_000, per: 'person' }],
  ])
  await givenSeats()
  await promise()
  const terms = await owner<object>('GET', at('seating-terms'))
  const { currency: _, ...same } = terms.body as { currency: string }
  const dearer = { ...same, deposit: { amount: 10_001, per: 'person' } }
  expect(typeOf(await owner('PUT', at('seating-terms'), dearer))).toBe('deposit-illegal')
  expect(await put('seating-terms', same)).toMatchObject({ deposit: { amount: 10_000 } })
  const time = { weekday: 2, time: '19:30', capacity: 2, price: 10_001 }
  expect(typeOf(await owner('POST', at('table-times'), time))).toBe('deposit-illegal')
  const fee = { ...ordinary, basis: 'paid', average: null, keptPercent: 21 }
  expect(typeOf(await owner('PUT', termsUrl(), fee))).toBe('no-show-fee-illegal')
  const other = await house.owner()
  expect(typeOf(await other('PUT', termsUrl(), ordinary))).toBe('store-missing')
  expect((await house.anyone('GET', termsUrl())).body).toMatchObject({
    terms: ordinary,
    choices: [
      { kind: 'restaurant', percent: 20, groupPercent: 40 },
      { kind: 'reservation-restaurant', percent: 40, groupPercent: 40 },
    ],
  })
})

test('a percentage beyond the law, and more than there is, are refused by the tables', async () => {
  const { engine, restaurantId } = dining
  await expect(
    engine.database.run(sql`
      insert into no_show_terms (store_id, id, kind, basis, kept_percent, written_at, applies_at)
      values (${restaurantId}, gen_random_uuid(), 'restaurant', 'paid', 21, now(),
              now() + interval '1 minute')`),
  ).rejects.toMatchObject({ constraint: 'no_show_terms_lawful' })
})
