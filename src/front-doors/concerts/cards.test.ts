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

test('the list is sorted by what is next, page by page; what sells no more is last', async () => {
  const { house, owner, engine, today } = concerts
  const open = async (days: readonly number[], more: object = {}): Promise<string> => {
    const draft = { name: '음악회', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    const { id } = await done(owner<{ id: string }>('POST', '/v1/concerts', draft))
    for (const day of days) {
      const asked = { date: addDays(today, day), time: '19:30', ...more }
      await done(owner('POST', `/v1/concerts/${id}/performances`, asked))
    }
    return id
  }
  const wall = (days: number) => ({ date: addDays(today, days), time: '10:00' })
  const late = await open([29, 14])
  const soon = await open([3])
  const over = await open([9], { salesFrom: wall(-2), salesUntil: wall(-1) })
  const later = await open([11], { salesFrom: wall(10) })
  const alike = [await open([14]), late].toSorted()
  const wanted = [soon, later, ...alike]
  const list = async (path: string) => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const asked = `${path}limit=1${cursor ? `&cursor=${cursor}` : ''}`
      const page: { data: Card[]; nextCursor: string | null } = await done(
        house.anyone<{ data: Card[]; nextCursor: string | null }>('GET', asked),
      )
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor
    }
    return seen
  }
  for (const path of ['/v1/concerts?', '/v1/stores?door=concerts&']) {
    const seen = await list(path)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((id) => wanted.includes(id))).toEqual(wanted)
    expect(seen.at(-1)).toBe(over)
  }
  expect((await house.anyone('GET', '/v1/concerts?cursor=1.2')).status).toBe(400)
  await engine.advance(4 * 86_400)
  expect((await list('/v1/concerts?')).filter((id) => wanted.includes(id))).toEqual([
    later,
    ...alike,
  ])
})
