import { describe, expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { addDays } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { type Booking, openDining } from './restaurant.fixture.ts'

const { dining, offer, grid, book } = openDining()

describe('the ten days', () => {
  test('begin tomorrow and say of each time what it costs and what remains', async () => {
    const tableTimeId = await offer()
    const { days } = await grid()
    expect(days.map(({ date }) => date)).toEqual(
      Array.from({ length: 10 }, (_, day) => addDays(dining.tomorrow, day)),
    )
    expect(days[0]?.times).toMatchObject([
      { tableTimeId, time: '19:30', price: 45_000, capacity: 8, remaining: 8 },
    ])
    expect(days[1]?.times).toEqual([])
  })

  test('are read without writing anything', async () => {
    await offer()
    await Promise.all(Array.from({ length: 20 }, grid))
    const places = await dining.engine.database.rows(sql`
      select 1 from places where store_id = ${dining.restaurantId}
    `)
    expect(places).toEqual([])
  })

  test('count down with a claim and up again at its deadline, without any job', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    await book(customer, { tableTimeId, date: dining.tomorrow })
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(7)
    await dining.engine.advance(600)
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(8)
  })
})

describe('a booking', () => {
  test('is the buyer’s for ten minutes, with its number and its price', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
    expect(body).toMatchObject({
      status: 'ready',
      date: dining.tomorrow,
      time: '19:30',
      price: { amount: 45_000, currency: 'KRW' },
    })
    expect(body.orderNumber).toMatch(/^\d{14}-[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(600_000)
  })

  test('claimed twice is one; its price stays when the restaurant changes it', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const first = await book(customer, { tableTimeId, date: dining.tomorrow })
    const url = `/v1/restaurants/${dining.restaurantId}/table-times/${tableTimeId}`
    await dining.owner('PATCH', url, { price: 99_000 })
    const again = await book(customer, { tableTimeId, date: dining.tomorrow })
    expect(again.body.orderNumber).toBe(first.body.orderNumber)
    expect(again.body.price.amount).toBe(45_000)
    expect((await grid()).days[0]?.times[0]).toMatchObject({ remaining: 7, price: 99_000 })
  })

  test('stores the booker encrypted in the row', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
    const booker = { name: '김손님', phone: '010-1234-5678', message: '창가 자리로 부탁합니다' }
    const named = await customer<Booking>('PUT', `/v1/bookings/${body.id}/booker`, booker)
    expect(named.body.booker).toEqual(booker)
    const row = await dining.engine.database.one(sql`
      select name, phone, message from bookers where order_id = ${body.id}
    `)
    expect(JSON.stringify(row)).not.toMatch(/김손님|1234|창가/)
  })

  test('cannot be read by anybody else, and is refused as somebody else’s to whoever writes to it', async () => {
    const tableTimeId = await offer()
    const { body } = await book(await dining.house.customer(), {
      tableTimeId,
      date: dining.tomorrow,
    })
    const friend = await dining.house.customer('친구')
    const booker = { name: '친구', phone: '010-0000-0000', message: '' }
    for (const answer of [
      await friend('GET', `/v1/bookings/${body.id}`),
      await friend('GET', `/v1/orders/${body.id}`),
      await friend('GET', `/v1/orders/${body.id}/cancellation-quote`),
    ])
      expect(answer).toMatchObject({
        status: 404,
        body: { type: expect.stringMatching(/order-missing$/) },
      })
    for (const answer of [
      await friend('PUT', `/v1/bookings/${body.id}/booker`, booker),
      await friend('POST', `/v1/orders/${body.id}/confirmation`),
      await friend('POST', `/v1/orders/${body.id}/cancellation`),
      await friend('POST', `/v1/orders/${body.id}/payments`, {
        gateway: 'kakaopay',
        device: 'desktop',
      }),
    ])
      expect(answer).toMatchObject({
        status: 403,
        body: { type: expect.stringMatching(/not-yours$/) },
      })
  })

  test('that costs nothing is confirmed without a payment', async () => {
    const tableTimeId = await offer({ price: 0 })
    const customer = await dining.house.customer()
    const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
    const confirmed = await confirm(customer, body.id)
    expect(confirmed.body).toMatchObject({ status: 'paid' })
  })

  test('that has to be paid for is not confirmed without it', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
    const refused = await customer('POST', `/v1/orders/${body.id}/confirmation`)
    expect(refused).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/not-free$/) },
    })
  })
})

test('a deleted account is erased from every table, while the booking stays with the restaurant', async () => {
  const tableTimeId = await offer()
  const customer = await dining.house.customer('이별이')
  const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
  const booker = { name: '이별이', phone: '010-9999-8888', message: '안녕' }
  await customer('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const left = await customer('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  expect((await customer('GET', '/v1/bookings')).status).toBe(401)
  const order = await dining.engine.database.one(sql`
    select o.buyer_id, b.name, b.phone, b.message
      from orders o join bookers b on b.store_id = o.store_id and b.order_id = o.id
     where o.id = ${body.id}
  `)
  expect(order).toEqual({ buyer_id: null, name: null, phone: null, message: null })
  const { rows: tables } = await dining.engine.database.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  for (const { name } of tables) {
    const { rows } = await dining.engine.database.pool.query(
      `select 1 from ${name} as t where t::text ~ '이별이|9999-8888|안녕'`,
    )
    expect([name, rows.length]).toEqual([name, 0])
  }
})
