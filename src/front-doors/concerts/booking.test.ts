import { expect, test } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { type Booking, done, openConcerts, typeOf } from './concert.fixture.ts'

const { concerts, at, onPerformance, perform, free, seatOf, book, signedIn } = openConcerts()

test('a guest sees dates, the map and the seats with their numbers and prices, and takes two', async () => {
  const { house, performanceId } = concerts
  const dates = await done(house.anyone<{ data: object[] }>('GET', at('/performances')))
  expect(dates.data).toMatchObject([
    { id: performanceId, time: '19:30', status: 'on-sale', capacity: 50, remaining: 50 },
  ])
  const { data } = await free()
  expect(data).toHaveLength(50)
  expect(data.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  expect(data[0]).toMatchObject({ row: '1', price: 50_000, level: 'R' })

  const guest = await house.customer()
  const seatIds = [await seatOf(25), await seatOf(26)]
  const { status, body, headers } = await book(guest, { seatIds, price: 100_000 })
  expect([status, headers.location]).toEqual([201, `/v1/bookings/${body.id}`])
  expect(body).toMatchObject({ status: 'ready', price: { amount: 100_000 } })
  const whats = body.lines.map(({ what }) => what)
  expect(whats).toEqual(
    expect.arrayContaining([
      { ko: '3열 25번', en: 'Row 3, seat 25' },
      { ko: '3열 26번', en: 'Row 3, seat 26' },
    ]),
  )
  const until = new Date(body.expiresAt).getTime() - new Date(body.createdAt).getTime()
  expect(until).toBe(300_000)
  const again = await book(guest, { seatIds: seatIds.toReversed() })
  expect(again.body.id).toBe(body.id)
  const read = await done(guest<Booking>('GET', `/v1/bookings/${body.id}`))
  expect(read.lines).toHaveLength(2)
  expect(read.lines.map(({ what }) => what)).toEqual(expect.arrayContaining(whats))

  const states = await done(
    house.anyone<{ taken: string; remaining: number }>('GET', onPerformance('/seat-states')),
  )
  const bits = Buffer.from(states.taken, 'base64')
  const taken = Array.from({ length: 50 }, (_, i) => i + 1).filter(
    (id) => (bits[(id - 1) >> 3] ?? 0) & (1 << ((id - 1) & 7)),
  )
  expect([taken, states.remaining]).toEqual([seatIds, 48])
  expect((await free()).data).toHaveLength(48)
})

test('seats come back when five minutes are over', async () => {
  const guest = await concerts.house.customer()
  await done(book(guest, { seatIds: [1, 2, 3] }))
  expect((await free()).data).toHaveLength(47)
  await concerts.engine.advance(301)
  expect((await free()).data).toHaveLength(50)
  const other = await concerts.house.customer()
  expect((await book(other, { seatIds: [2] })).status).toBe(201)
})

test('all seats or none: a taken one is named, and the others stay free', async () => {
  const [one, two] = await signedIn(2)
  if (!one || !two) throw new Error('nobody')
  await done(book(one, { seatIds: [10] }))
  const refused = await book(two, { seatIds: [9, 10, 11] })
  expect([refused.status, typeOf(refused)]).toEqual([409, 'seat-taken'])
  expect(refused.body).toMatchObject({ seatIds: [10] })
  expect((await free()).data).toHaveLength(49)
})

test('one hundred people press one seat: one has it', async () => {
  const people = await signedIn(100)
  const answers = await Promise.all(people.map((person) => book(person, { seatIds: [7, 8] })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter((answer) => typeOf(answer) === 'seat-taken')).toHaveLength(99)
})

test('people whose seats overlap never share one, whatever their order', async () => {
  const people = await signedIn(40)
  const answers = await Promise.all(
    people.map((person, at) => {
      const from = ((at * 7) % 49) + 1
      return book(person, { seatIds: at % 2 ? [from, from + 1] : [from + 1, from] })
    }),
  )
  const won = answers.filter(({ status }) => status === 201)
  const seats = won.flatMap(({ body }) => body.lines.map(({ item }) => item.seatId))
  expect(new Set(seats).size).toBe(seats.length)
  expect((await free()).data).toHaveLength(50 - seats.length)
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
})

test('two hundred ask for the best two of fifty: twenty-five pairs sit together, the rest are told', async () => {
  const people = await signedIn(200)
  const answers = await Promise.all(people.map((person) => book(person, { best: { quantity: 2 } })))
  const won = answers.filter(({ status }) => status === 201)
  expect(won).toHaveLength(25)
  const { data } = await free()
  expect(data).toEqual([])
  for (const { body } of won) {
    const [one = 0, two = 0] = body.lines
      .map(({ item }) => Number(item.seatId))
      .sort((a, b) => a - b)
    expect([two - one, Math.floor((one - 1) / 10)]).toEqual([1, Math.floor((two - 1) / 10)])
  }
  const refused = answers.filter(({ status }) => status !== 201)
  expect(new Set(refused.map(typeOf))).toEqual(new Set(['none-together']))
  expect(refused[0]?.body).toMatchObject({ most: 0 })
})

test('the best seats are nearest to the middle of the stage, and the same key answers the same', async () => {
  const [one, two] = await signedIn(2)
  if (!one || !two) throw new Error('nobody')
  const key = { 'idempotency-key': 'best-of-one' }
  const first = await book(one, { best: { quantity: 2, level: 'R' } }, key)
  const seatIds = first.body.lines.map(({ item }) => Number(item.seatId)).sort((a, b) => a - b)
  expect(seatIds).toEqual([5, 6])
  const many = await done(book(two, { best: { quantity: 4 } }))
  expect(many.lines.map(({ item }) => Number(item.seatId)).sort((a, b) => a - b)).toEqual([
    14, 15, 16, 17,
  ])
  const again = await book(one, { best: { quantity: 2, level: 'R' } }, key)
  expect([again.body.id, again.headers['idempotent-replayed']]).toEqual([first.body.id, 'true'])
})

test('what cannot be booked is refused for a reason', async () => {
  const { owner, house, today } = concerts
  const guest = await house.customer()
  const refusal = async (body: object) => typeOf(await book(guest, body))
  expect(await refusal({})).toBe('nothing-chosen')
  expect(await refusal({ seatIds: [1], best: { quantity: 1 } })).toBe('nothing-chosen')
  expect(await refusal({ seatIds: [51] })).toBe('seat-missing')
  expect(await refusal({ seatIds: [1, 2, 3, 4, 5] })).toBe('too-many-places')
  expect(await refusal({ seatIds: [1], price: 40_000 })).toBe('price-changed')
  expect(await refusal({ best: { quantity: 2, level: 'VIP' } })).toBe('level-missing')
  expect(await refusal({ best: { quantity: 11 } })).toBe('none-together')
  expect(await refusal({ performanceId: concerts.concertId, seatIds: [1] })).toBe(
    'performance-missing',
  )
  await done(owner('POST', onPerformance('/held-back'), { seatIds: [1, 2], note: '기자석' }))
  expect(await refusal({ seatIds: [2, 3] })).toBe('seat-held-back')
  const later = await perform({
    date: addDays(today, 40),
    salesFrom: { date: addDays(today, 10), time: '10:00' },
    salesUntil: { date: addDays(today, 20), time: '10:00' },
  })
  const onLater = { performanceId: later.id, seatIds: [1] }
  const early = await book(guest, onLater)
  expect([typeOf(early), early.body]).toMatchObject([
    'sales-not-open',
    { opensAt: later.salesFrom },
  ])
  await concerts.engine.advance(21 * 86_400)
  expect(await refusal(onLater)).toBe('sales-ended')
  await done(owner('POST', onPerformance('/cancellation'), { reason: '출연자 사정' }))
  expect(await refusal({ seatIds: [3] })).toBe('performance-canceled')
  await done(owner('POST', at('/hall/library'), { code: 'theatre' }))
  const gone = await perform({ date: addDays(today, 50) })
  expect(await refusal({ performanceId: gone.id, seatIds: [1] })).toBe('seat-missing')
  expect(await refusal({ best: { quantity: 20 } })).toBe('performance-canceled')
})
