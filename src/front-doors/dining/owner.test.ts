import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { openDining } from './restaurant.fixture.ts'

const { dining, offer, grid, book, signedIn } = openDining()

describe('the owner', () => {
  test('makes fewer tables without harming what is taken', async () => {
    const tableTimeId = await offer({ capacity: 3 })
    for (const person of await signedIn(2))
      await book(person, { tableTimeId, date: dining.tomorrow })
    const url = `/v1/restaurants/${dining.restaurantId}/table-times/${tableTimeId}`
    await dining.owner('PATCH', url, { capacity: 1 })
    expect((await grid()).days[0]?.times[0]).toMatchObject({ capacity: 1, taken: 2, remaining: 0 })
    await dining.owner('PATCH', url, { capacity: 5 })
    expect((await grid()).days[0]?.times[0]).toMatchObject({ capacity: 5, taken: 2, remaining: 3 })
  })

  test('closes a date and learns how many bookings it has; the grid says so', async () => {
    const tableTimeId = await offer()
    await book(await dining.house.customer(), { tableTimeId, date: dining.tomorrow })
    const closed = await dining.owner(
      'PUT',
      `/v1/restaurants/${dining.restaurantId}/closed-dates/${dining.tomorrow}`,
    )
    expect(closed.body).toEqual({ date: dining.tomorrow, bookings: 1 })
    expect((await grid()).days[0]).toMatchObject({ closed: true, times: [] })
    await dining.owner(
      'DELETE',
      `/v1/restaurants/${dining.restaurantId}/closed-dates/${dining.tomorrow}`,
    )
    expect((await grid()).days[0]?.times.length).toBe(1)
  })

  test('sees the guests of a day', async () => {
    const tableTimeId = await offer()
    const customer = await dining.house.customer()
    const { body } = await book(customer, { tableTimeId, date: dining.tomorrow })
    const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
    await customer('PUT', `/v1/bookings/${body.id}/booker`, booker)
    const day = await dining.owner(
      'GET',
      `/v1/restaurants/${dining.restaurantId}/bookings?date=${dining.tomorrow}`,
    )
    expect(day.body).toMatchObject({
      times: [{ time: '19:30', capacity: 8, remaining: 7 }],
      bookings: [{ orderNumber: body.orderNumber, booker }],
    })
  })

  test('of another restaurant sees and changes nothing here', async () => {
    const tableTimeId = await offer()
    const stranger = await dining.house.owner('남')
    const here = `/v1/restaurants/${dining.restaurantId}`
    for (const answer of [
      await stranger('PATCH', here, { name: '내 것' }),
      await stranger('GET', `${here}/table-times`),
      await stranger('PATCH', `${here}/table-times/${tableTimeId}`, { price: 1 }),
      await stranger('DELETE', `${here}/table-times/${tableTimeId}`),
      await stranger('PUT', `${here}/closed-dates/${dining.tomorrow}`),
      await stranger('GET', `${here}/bookings?date=${dining.tomorrow}`),
    ])
      expect(answer).toMatchObject({
        status: 404,
        body: { type: expect.stringMatching(/restaurant-missing$/) },
      })
    const customer = await dining.house.customer()
    expect((await customer('GET', `${here}/table-times`)).status).toBe(403)
    expect((await dining.house.anyone('GET', `${here}/table-times`)).status).toBe(401)
  })

  test('uploads a picture, which is written anew; what is none is refused', async () => {
    const photo = await sharp({
      create: { width: 900, height: 600, channels: 3, background: '#c96' },
    })
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .jpeg()
      .toBuffer()
    const url = `/v1/restaurants/${dining.restaurantId}/images?alt=${encodeURIComponent('상차림')}`
    const added = await dining.owner<{ url: string }>('POST', url, photo, {
      'content-type': 'image/jpeg',
    })
    expect(added.body).toMatchObject({ width: 900, height: 600, alt: '상차림' })
    const served = await dining.house.anyone('GET', added.body.url)
    expect(served.headers['content-type']).toBe('image/webp')
    const bad = await dining.owner('POST', url, Buffer.from('<svg/>'), {
      'content-type': 'image/png',
    })
    expect(bad).toMatchObject({
      status: 422,
      body: { type: expect.stringMatching(/image-unreadable$/) },
    })
  })
})
