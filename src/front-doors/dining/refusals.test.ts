import { describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { openDining, openRestaurant } from './restaurant.fixture.ts'

const { dining, offer, grid, book, signedIn } = openDining()

describe('what cannot be booked, and why', () => {
  const otherDay = () => addDays(dining.tomorrow, 1)
  test.each<[string, () => Promise<object>, number, string]>([
    [
      'a time that is not there',
      async () => ({ tableTimeId: dining.engine.newId(), date: dining.tomorrow }),
      404,
      'table-time-missing',
    ],
    [
      'a time of another restaurant',
      async () => {
        const here = dining.restaurantId
        dining.restaurantId = await openRestaurant(dining.owner)
        const tableTimeId = await offer()
        dining.restaurantId = here
        return { tableTimeId, date: dining.tomorrow }
      },
      404,
      'table-time-missing',
    ],
    [
      'yesterday',
      async () => ({ tableTimeId: await offer(), date: addDays(dining.tomorrow, -2) }),
      422,
      'date-past',
    ],
    [
      'the eleventh day',
      async () => ({ tableTimeId: await offer(), date: addDays(dining.tomorrow, 10) }),
      422,
      'date-out-of-range',
    ],
    [
      'another weekday',
      async () => ({ tableTimeId: await offer(), date: otherDay() }),
      422,
      'wrong-weekday',
    ],
    [
      'a closed day',
      async () => {
        await dining.owner(
          'PUT',
          `/v1/restaurants/${dining.restaurantId}/closed-dates/${dining.tomorrow}`,
        )
        return { tableTimeId: await offer(), date: dining.tomorrow }
      },
      409,
      'day-closed',
    ],
    [
      'a sold-out time',
      async () => {
        const tableTimeId = await offer({ capacity: 1 })
        await book(await dining.house.customer(), { tableTimeId, date: dining.tomorrow })
        return { tableTimeId, date: dining.tomorrow }
      },
      409,
      'sold-out',
    ],
    [
      'an unknown member',
      async () => ({ tableTimeId: await offer(), date: dining.tomorrow, discount: 1 }),
      400,
      'malformed',
    ],
    [
      'a number for a date',
      async () => ({ tableTimeId: await offer(), date: 20261124 }),
      400,
      'malformed',
    ],
    [
      'a day that no month has',
      async () => ({ tableTimeId: await offer(), date: '2026-02-31' }),
      400,
      'malformed',
    ],
    [
      'an id that is none',
      async () => ({ tableTimeId: '1 or 1=1', date: dining.tomorrow }),
      400,
      'malformed',
    ],
    ['nothing at all', async () => ({}), 400, 'malformed'],
  ])('%s', async (_what, ask, status, type) => {
    const body = await ask()
    const customer = await dining.house.customer()
    const korean = await book(customer, body)
    expect(korean).toMatchObject({ status, body: { type: expect.stringMatching(`${type}$`) } })
    const english = await book(customer, body, { 'accept-language': 'en' })
    expect(english.body).toMatchObject({ title: expect.stringMatching(/^[\x20-\x7e’]+$/) })
    expect(korean.body).toMatchObject({ title: expect.stringMatching(/[가-힣]/) })
  })

  test('a key is needed, means one request, and replays its answer', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const url = `/v1/restaurants/${dining.restaurantId}/bookings`
    const none = await customer(
      'POST',
      url,
      { tableTimeId, date: dining.tomorrow },
      { 'idempotency-key': '' },
    )
    expect(none.status).toBe(400)
    const headers = { 'idempotency-key': 'mine' }
    const first = await book(customer, { tableTimeId, date: dining.tomorrow }, headers)
    const again = await book(customer, { tableTimeId, date: dining.tomorrow }, headers)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    const other = await book(customer, { tableTimeId, date: addDays(dining.tomorrow, 7) }, headers)
    expect(other).toMatchObject({
      status: 422,
      body: { type: expect.stringMatching(/idempotency-key-reused$/) },
    })
  })

  test('a key replays its answer also when the day has been closed since', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const headers = { 'idempotency-key': 'mine' }
    const first = await book(customer, { tableTimeId, date: dining.tomorrow }, headers)
    await dining.owner(
      'PUT',
      `/v1/restaurants/${dining.restaurantId}/closed-dates/${dining.tomorrow}`,
    )
    const again = await book(customer, { tableTimeId, date: dining.tomorrow }, headers)
    expect(again.body).toEqual(first.body)
    const other = await book(customer, { tableTimeId, date: dining.tomorrow })
    expect(other.body).toMatchObject({ type: expect.stringMatching(/day-closed$/) })
  })

  test('many times of a restaurant claimed at once: each gets its own, at its own price', async () => {
    const times = ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30']
    const ids = await Promise.all(
      times.map((time, at) => offer({ time, capacity: 2, price: 10_000 + at })),
    )
    const people = await signedIn(12)
    const answers = await Promise.all(
      people.map((person, at) => book(person, { tableTimeId: ids[at % 6], date: dining.tomorrow })),
    )
    expect(answers.map(({ body }) => [body.time, body.price.amount])).toEqual(
      people.map((_, at) => [times[at % 6], 10_000 + (at % 6)]),
    )
    expect((await grid()).days[0]?.times.map(({ remaining }) => remaining)).toEqual(
      times.map(() => 0),
    )
  })

  test('two hundred people and eight tables: eight have one', async () => {
    const tableTimeId = await offer()
    const people = await signedIn(200)
    const answers = await Promise.all(
      people.map((person) => book(person, { tableTimeId, date: dining.tomorrow })),
    )
    const won = answers.filter(({ status }) => status === 201)
    expect(won.length).toBe(8)
    expect(new Set(won.map(({ body }) => body.orderNumber)).size).toBe(8)
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(0)
  })
})
