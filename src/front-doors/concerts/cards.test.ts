import { expect, test } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { done, openConcerts } from './concert.fixture.ts'

const { concerts, perform, book } = openConcerts()

interface Card {
  id: string
  next: { date: string; time: string; status: string } | null
  prices: { least: number; most: number } | null
}

const cardOf = async () => {
  const { data } = await done(
    concerts.house.anyone<{ data: Card[] }>('GET', '/v1/concerts?limit=50'),
  )
  return data.find(({ id }) => id === concerts.concertId)
}

test('the list of concerts says when each is next, whether it sells, and for how much', async () => {
  const date = addDays(concerts.today, 30)
  const prices = { least: 50_000, most: 50_000 }
  expect(await cardOf()).toMatchObject({
    next: { date, time: '19:30', status: 'on-sale' },
    prices,
  })
  const opensAt = addDays(concerts.today, 5)
  const salesFrom = { date: opensAt, time: '10:00' }
  await perform({ date: addDays(concerts.today, 20), time: '15:00', salesFrom })
  expect(await cardOf()).toMatchObject({
    next: {
      date: addDays(concerts.today, 20),
      time: '15:00',
      status: 'upcoming',
      salesFrom: expect.any(String),
    },
    prices,
  })
})

test('a concert whose next date is sold out says so', async () => {
  for (let first = 1; first <= 50; first += 4) {
    const seatIds = [first, first + 1, first + 2, first + 3].filter((id) => id <= 50)
    await done(book(await concerts.house.customer(), { seatIds }))
  }
  expect((await cardOf())?.next?.status).toBe('sold-out')
})
