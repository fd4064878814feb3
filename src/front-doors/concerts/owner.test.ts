import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { addDays } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { type Booking, done, openConcerts, typeOf } from './concert.fixture.ts'
import { cancelBookings } from './performances.ts'

const { concerts, at, onPerformance, perform, free, book, signedIn } = openConcerts()

interface Hall {
  version: number
  seats: number
  sections: object[]
  levels: object[]
}

test('the library has three halls, and a larger one takes the place of a smaller one', async () => {
  const { owner } = concerts
  const library = await done(owner<{ data: object[] }>('GET', '/v1/concert-halls'))
  expect(library.data).toMatchObject([
    { code: 'black-box', seats: 50 },
    { code: 'theatre', seats: 500 },
    { code: 'concert-hall', seats: 2_000 },
  ])
  const hall = await done(owner<Hall>('POST', at('/hall/library'), { code: 'concert-hall' }))
  expect(hall).toMatchObject({ seats: 2_000, levels: expect.arrayContaining([]) })
  expect(hall.levels).toMatchObject([
    { code: 'R', price: 50_000 },
    { code: 'VIP', price: 0 },
    { code: 'S' },
    { code: 'A' },
  ])
  const { data } = await free()
  expect(data).toHaveLength(2_000)
  const unknown = await owner('POST', at('/hall/library'), { code: 'moon' })
  expect(typeOf(unknown)).toBe('hall-unknown')
})

test('a version of the seat map is cacheable for ever, and another hall or price is another version', async () => {
  const { owner, house } = concerts
  const hall = await done(owner<Hall>('GET', at('/hall')))
  const map = await house.anyone<{ version: number }>(
    'GET',
    at(`/seat-map?version=${hall.version}`),
  )
  expect(map.body.version).toBe(hall.version)
  expect(map.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const small = await house.server.inject({
    ...{ method: 'GET', url: at('/seat-map'), headers: { 'accept-encoding': 'gzip, br' } },
  })
  expect([small.headers['content-encoding'], small.headers.vary]).toEqual(['br', 'accept-encoding'])
  expect(JSON.parse(`${brotliDecompressSync(small.rawPayload)}`)).toMatchObject({
    version: hall.version,
  })
  const latest = await house.anyone('GET', at('/seat-map'))
  expect(latest.headers['cache-control']).toBe('public, no-cache')
  const unchanged = await house.anyone('GET', at('/seat-map'), undefined, {
    'if-none-match': `${latest.headers.etag}`,
  })
  expect(unchanged.status).toBe(304)
  await done(
    owner('PUT', at('/price-levels'), { levels: [{ code: 'R', name: 'R석', price: 60_000 }] }),
  )
  const changed = await house.anyone<{ version: number; levels: object[] }>('GET', at('/seat-map'))
  expect(changed.body).toMatchObject({ version: hall.version + 1, levels: [{ price: 60_000 }] })
  expect((await free()).data[0]).toMatchObject({ price: 60_000 })
})

test('a hall changes until somebody has a seat that would go', async () => {
  const { owner, house } = concerts
  const guest = await house.customer()
  await done(book(guest, { seatIds: [50] }))
  const rows = [1, 2, 3, 4].map((row) => ({ row: `${row}`, seats: 10, from: row * 10 - 9 }))
  const draft = { name: '작은 방', sections: [{ name: '', level: 'R', rows }] }
  const refused = await owner('PUT', at('/hall'), draft)
  expect([typeOf(refused), refused.body]).toMatchObject(['seats-in-use', { seats: ['5열 50번'] }])
  rows.push({ row: '5', seats: 5, from: 46 })
  const hall = await done(owner<Hall>('PUT', at('/hall'), draft))
  expect(hall.seats).toBe(45)
  expect((await free()).data.map(({ id }) => id)).toContain(46)
  const gone = await book(guest, { seatIds: [41] })
  expect(typeOf(gone)).toBe('seat-missing')
  const levels = [{ code: 'S', name: 'S석', price: 1 }]
  const inUse = await owner('PUT', at('/price-levels'), { levels })
  expect([typeOf(inUse), inUse.body]).toMatchObject(['level-in-use', { levels: ['R'] }])
})

test('twenty thousand seats are imported from one file, bad lines are listed', async () => {
  const { owner } = concerts
  const lines = ['section,row,number,level,x,y,kind']
  for (let row = 1; row <= 200; row += 1)
    for (let number = 1; number <= 100; number += 1)
      lines.push(`A,${row},${number},R,${number * 10},${row * 12},regular`)
  lines.push('A,201,x,R', 'A,1,1,R')
  const began = Date.now()
  const { body, status } = await owner<{ hall: Hall; refused: object[]; refusedLines: number }>(
    'POST',
    at('/hall/import?name=체육관'),
    lines.join('\n'),
    { 'content-type': 'text/csv' },
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({
    hall: { name: '체육관', seats: 20_000 },
    refused: [{ line: 20_002 }, { line: 20_003 }],
    refusedLines: 2,
  })
  expect(Date.now() - began).toBeLessThan(15_000)
  const none = await owner('POST', at('/hall/import?name=x'), 'a,b\n1,2', {
    'content-type': 'text/csv',
  })
  expect(typeOf(none)).toBe('no-seat-lines')
  const states = await concerts.house.anyone<{ taken: string }>(
    'GET',
    onPerformance('/seat-states'),
  )
  expect(Buffer.from(states.body.taken, 'base64').length).toBe(Math.ceil(20_050 / 8))
}, 60_000)

test('a hall of more seats than one may have is refused at once, by rows and from a file', async () => {
  const { owner } = concerts
  const rows = Array.from({ length: 200 }, (_, row) => ({ row: `${row}`, seats: 500 }))
  const sections = Array.from({ length: 14 }, (_, at) => ({ name: `${at}`, level: 'R', rows }))
  const began = Date.now()
  const byRows = await owner('PUT', at('/hall'), { name: '큰 방', sections })
  const csv = `section,row,number,level\n${'A,1,1,R\n'.repeat(330_000)}`
  const headers = { 'content-type': 'text/csv' }
  const fromFile = await owner('POST', at('/hall/import?name=x'), csv, headers)
  for (const answer of [byRows, fromFile])
    expect([answer.status, typeOf(answer)]).toEqual([422, 'too-many-seats'])
  expect(Date.now() - began).toBeLessThan(2_000)
})

test('a performance is added once a time, moves while nobody has a seat, and is sold in its window', async () => {
  const { owner, today, house } = concerts
  const twice = await owner('POST', at('/performances'), {
    date: addDays(today, 30),
    time: '19:30',
  })
  expect(typeOf(twice)).toBe('performance-taken')
  const window = { date: addDays(today, 30), time: '20:00' }
  const late = await owner('PATCH', onPerformance(), { salesFrom: window })
  expect(typeOf(late)).toBe('sales-window')
  await done(owner('POST', onPerformance('/held-back'), { seatIds: [1], note: '기자석' }))
  const moved = await done(
    owner<{ id: string; time: string }>('PATCH', onPerformance(), { startsAt: window }),
  )
  expect(moved).toMatchObject({ time: '20:00', capacity: 49 })
  expect((await house.anyone('GET', onPerformance('/seats'))).status).toBe(404)
  concerts.performanceId = moved.id
  await done(book(await house.customer(), { seatIds: [2] }))
  const sold = await owner('PATCH', onPerformance(), { startsAt: { ...window, time: '21:00' } })
  expect(typeOf(sold)).toBe('performance-sold')
  const until = await done(
    owner<{ salesUntil: string }>('PATCH', onPerformance(), {
      salesUntil: { ...window, time: '12:00' },
    }),
  )
  expect(until.salesUntil).toMatch(/T03:00:00.000Z$/)
})

test('seats are held back and released; a taken one cannot be', async () => {
  const { owner, house } = concerts
  await done(book(await house.customer(), { seatIds: [3] }))
  const taken = await owner('POST', onPerformance('/held-back'), { seatIds: [2, 3], note: '' })
  expect([typeOf(taken), taken.body]).toMatchObject(['seat-taken', { seatIds: [3] }])
  const held = await done(
    owner<{ data: object[] }>('POST', onPerformance('/held-back'), {
      seatIds: [1, 2],
      note: '기자석',
    }),
  )
  expect(held.data).toMatchObject([{ seatId: 1, note: '기자석' }, { seatId: 2 }])
  expect((await free()).data).toHaveLength(47)
  const left = await done(
    owner<{ data: object[] }>('POST', onPerformance('/held-back/release'), { seatIds: [1] }),
  )
  expect(left.data).toMatchObject([{ seatId: 2 }])
  expect((await free()).data).toHaveLength(48)
})

test('before the sale a code is needed, and no race passes its limit', async () => {
  const { owner, today } = concerts
  const wall = (days: number) => ({ date: addDays(today, days), time: '10:00' })
  const draft = {
    name: '팬클럽',
    code: 'fan-2026',
    validFrom: wall(-1),
    validUntil: wall(5),
    usesMost: 10,
  }
  const added = await done(owner<{ id: string; code: string }>('POST', at('/presale-codes'), draft))
  expect(added.code).toBe('FAN-2026')
  expect(typeOf(await owner('POST', at('/presale-codes'), draft))).toBe('presale-code-taken')
  await done(owner('PATCH', onPerformance(), { salesFrom: wall(6) }))
  const people = await signedIn(30)
  const answers = await Promise.all(
    people.map((person, index) =>
      book(person, { seatIds: [index + 1], presaleCode: index % 2 ? 'FAN-2026' : 'Fan-2026' }),
    ),
  )
  const won = answers.filter(({ status }) => status === 201)
  expect(won).toHaveLength(10)
  expect(new Set(answers.filter(({ status }) => status !== 201).map(typeOf))).toEqual(
    new Set(['presale-code-used-up']),
  )
  expect(won[0]?.body.lines.map(({ what }) => what.ko)).toContain('선예매 팬클럽')
  expect((await free()).data).toHaveLength(40)
  const listed = await done(owner<{ data: object[] }>('GET', at('/presale-codes')))
  expect(listed.data).toMatchObject([{ name: '팬클럽', used: 10, usesMost: 10, retired: false }])

  const [guesser] = await signedIn(1)
  if (!guesser) throw new Error('nobody')
  const guess = async (presaleCode: string) =>
    typeOf(await book(guesser, { seatIds: [40], presaleCode }))
  for (let tries = 0; tries < 10; tries += 1)
    expect(await guess(`WRONG-${tries}`)).toBe('presale-code-wrong')
  expect(await guess('FAN-2026')).toBe('too-many-presale-codes')
  const limited = await book(guesser, { seatIds: [40], presaleCode: 'FAN-2026' })
  expect([limited.status, limited.headers['retry-after']]).toEqual([429, '3600'])
  await done(owner('DELETE', at(`/presale-codes/${added.id}`)))
  const [other] = await signedIn(1)
  if (!other) throw new Error('nobody')
  expect(typeOf(await book(other, { seatIds: [41], presaleCode: 'FAN-2026' }))).toBe(
    'presale-code-wrong',
  )
})

test('four seats and a code are not more than an order of four may have', async () => {
  const { owner, today, house } = concerts
  const wall = (days: number) => ({ date: addDays(today, days), time: '10:00' })
  await done(
    owner('POST', at('/presale-codes'), {
      ...{ name: '선예매', code: 'CODE', validFrom: wall(-1), validUntil: wall(5), usesMost: 1 },
    }),
  )
  await done(owner('PATCH', onPerformance(), { salesFrom: wall(6) }))
  const guest = await house.customer()
  const booked = await done(
    book(guest, { best: { quantity: 4 }, presaleCode: 'code', price: 200_000 }),
  )
  expect(booked).toMatchObject({ price: { amount: 200_000 } })
  expect(booked.lines).toHaveLength(5)
})

test('a canceled performance sells nothing, and its bookings are canceled one by one', async () => {
  const { owner, house, engine } = concerts
  const levels = [{ code: 'R', name: 'R석', price: 0 }]
  await done(owner('PUT', at('/price-levels'), { levels }))
  const [one, two] = [await house.customer(), await house.customer()]
  const paid = await done(book(one, { seatIds: [1, 2] }))
  expect((await confirm(one, paid.id)).status).toBe(200)
  const held = await done(book(two, { seatIds: [3] }))
  const other = await perform({ time: '21:30' })
  const kept = await done(book(two, { performanceId: other.id, seatIds: [3] }))
  const canceled = await done(
    owner<{ bookings: number; performance: object }>('POST', onPerformance('/cancellation'), {
      reason: '출연자 사정',
    }),
  )
  expect(canceled).toMatchObject({ bookings: 2, performance: { status: 'canceled' } })
  expect(await cancelBookings(engine)).toBe(2)
  expect(await cancelBookings(engine)).toBe(0)
  const status = async (by: typeof one, { id }: { id: string }) =>
    (await done(by<Booking>('GET', `/v1/bookings/${id}`))).status
  expect([await status(one, paid), await status(two, held), await status(two, kept)]).toEqual([
    'canceled',
    'canceled',
    'ready',
  ])
})

test('sales are counted by hour and level, the day and home know the performance', async () => {
  const { owner, house, today, concertId } = concerts
  await done(owner('PUT', at('/price-levels'), { levels: [{ code: 'R', name: 'R석', price: 0 }] }))
  const guest = await house.customer()
  const { id } = await done(book(guest, { seatIds: [1, 2] }))
  await confirm(guest, id)
  const sales = await done(owner<{ hours: object[]; levels: object[] }>('GET', at('/sales')))
  expect(sales).toMatchObject({
    hours: [{ level: 'R', seats: 2, amount: 0 }],
    levels: [{ level: 'R', name: 'R석', seats: 2, sum: { amount: 0, currency: 'KRW' } }],
  })
  const date = addDays(today, 30)
  const day = await done(
    owner<{ times: object[]; bookings: { what: { ko: string }; status: string }[] }>(
      'GET',
      `/v1/stores/${concertId}/bookings?date=${date}`,
    ),
  )
  expect(day.times).toMatchObject([{ time: '19:30', capacity: 50, taken: 2 }])
  expect(day.bookings.map(({ what, status }) => [what.ko, status]).sort()).toEqual([
    ['1열 1번', 'paid'],
    ['1열 2번', 'paid'],
  ])
  interface Openings {
    data: { door: string; openings: { store: { id: string }; remaining: number; left: object }[] }[]
  }
  const home = await done(house.anyone<Openings>('GET', '/v1/openings'))
  const mine = home.data
    .find(({ door }) => door === 'concerts')
    ?.openings.find(({ store }) => store.id === concertId)
  if (mine) expect(mine).toMatchObject({ remaining: 48, left: { ko: '좌석 48석' } })
})

test('what is of another concert is not found below one’s own, and nobody else’s is changed', async () => {
  const { owner, house, today, performanceId } = concerts
  const wall = (days: number) => ({ date: addDays(today, days), time: '10:00' })
  const draft = { name: '팬클럽', validFrom: wall(-1), validUntil: wall(5), usesMost: 10 }
  const code = await done(owner<{ id: string }>('POST', at('/presale-codes'), draft))
  const stranger = await house.owner()
  const opened = await stranger<{ id: string }>('POST', '/v1/concerts', {
    ...{ name: '남의 공연', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
  })
  const theirs = `/v1/concerts/${opened.body.id}`
  const calls = [
    ['PATCH', `/performances/${performanceId}`, {}],
    ['POST', `/performances/${performanceId}/cancellation`, { reason: '장난' }],
    ['GET', `/performances/${performanceId}/held-back`, undefined],
    ['POST', `/performances/${performanceId}/held-back`, { seatIds: [1], note: '' }],
    ['POST', `/performances/${performanceId}/held-back/release`, { seatIds: [1] }],
    ['GET', `/performances/${performanceId}/seats`, undefined],
    ['DELETE', `/presale-codes/${code.id}`, undefined],
  ] as const
  for (const [method, path, body] of calls) {
    const below = await stranger(method, `${theirs}${path}`, body)
    expect([path, below.status]).toEqual([path, 404])
    if (path.endsWith('/seats')) continue
    const direct = await stranger(method, at(path), body)
    expect([path, direct.status, typeOf(direct)]).toEqual([path, 404, 'concert-missing'])
  }
  expect((await free()).data).toHaveLength(50)
  const codes = await done(owner<{ data: object[] }>('GET', at('/presale-codes')))
  expect(codes.data).toMatchObject([{ retired: false }])
})

test('a waiting room is told how many seats are free, what dead holds have included', async () => {
  const { engine, house, concertId, owner, performanceId } = concerts
  const door = engine.doors.get('concerts')
  const count = async () => {
    const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    return door?.remaining?.(engine.cell(concertId), concertId, now)
  }
  expect(await count()).toBe(50)
  await done(owner('POST', onPerformance('/held-back'), { seatIds: [50], note: '' }))
  await done(book(await house.customer(), { seatIds: [1, 2, 3] }))
  expect(await count()).toBe(46)
  await engine.advance(301)
  expect(await count()).toBe(49)
  await done(owner('POST', onPerformance('/cancellation'), { reason: '취소' }))
  expect([await count(), performanceId]).toEqual([0, concerts.performanceId])
})

test('one order may have as many seats as its organiser says, from the next claim on', async () => {
  const [guest] = await signedIn(1)
  if (!guest) throw new Error('nobody')
  const limit = (seatsPerOrder: number, by = concerts.owner) =>
    by<{ seatsPerOrder: number }>('PUT', at('/seats-per-order'), { seatsPerOrder })
  expect(typeOf(await book(guest, { seatIds: [1, 2, 3, 4, 5] }))).toBe('too-many-places')
  expect((await done(limit(5))).seatsPerOrder).toBe(5)
  const shown = await done(concerts.house.anyone<{ seatsPerOrder: number }>('GET', at()))
  expect(shown.seatsPerOrder).toBe(5)
  await done(book(guest, { seatIds: [1, 2, 3, 4, 5] }))
  await done(limit(1))
  expect((await book(guest, { seatIds: [11, 12] })).body).toMatchObject({ most: 1 })
  expect(typeOf(await book(guest, { best: { quantity: 2 } }))).toBe('too-many-places')
  expect((await limit(0)).status).toBe(400)
  expect((await limit(21)).status).toBe(400)
  expect(typeOf(await limit(3, await concerts.house.owner()))).toBe('concert-missing')
})
