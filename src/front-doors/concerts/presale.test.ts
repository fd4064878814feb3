import { expect, test } from 'vitest'
import type { Person } from '../../../test/server.ts'
import { addDays } from '../../kernel/time.ts'
import { done, openConcerts, typeOf } from './concert.fixture.ts'

const { concerts, at, onPerformance, perform, book, signedIn } = openConcerts()

/** Somebody at a concert whose sale opens later, with one code. */
async function givenPresale(): Promise<Person> {
  const wall = (days: number) => ({ date: addDays(concerts.today, days), time: '10:00' })
  const draft = {
    name: '팬클럽',
    code: 'FANS',
    validFrom: wall(-1),
    validUntil: wall(5),
    usesMost: 9,
  }
  await done(concerts.owner('POST', at('/presale-codes'), draft))
  await done(concerts.owner('PATCH', onPerformance(), { salesFrom: wall(6) }))
  const [guest] = await signedIn(1)
  if (!guest) throw new Error('nobody')
  return guest
}

test('thirty wrong codes are tried at once: ten are looked up', async () => {
  const guest = await givenPresale()
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, tries) =>
      book(guest, { seatIds: [1], presaleCode: `WRONG-${tries}` }),
    ),
  )
  const types = Map.groupBy(answers.map(typeOf), (type) => type)
  expect(types.get('presale-code-wrong')).toHaveLength(10)
  expect(types.get('too-many-presale-codes')).toHaveLength(20)
  expect(typeOf(await book(guest, { seatIds: [1], presaleCode: 'FANS' }))).toBe(
    'too-many-presale-codes',
  )
  await concerts.engine.advance(3601)
  await done(book(guest, { seatIds: [1], presaleCode: 'FANS' }))
})

test('a right code is no attempt, whatever becomes of the seats', async () => {
  const guest = await givenPresale()
  await done(book(guest, { seatIds: [1], presaleCode: 'FANS' }))
  for (let tries = 0; tries < 12; tries += 1)
    expect(typeOf(await book(guest, { seatIds: [99], presaleCode: 'FANS' }))).toBe('seat-missing')
  expect(typeOf(await book(guest, { seatIds: [2], presaleCode: 'NONE' }))).toBe(
    'presale-code-wrong',
  )
})

test('a code at a concert that is not there is no attempt', async () => {
  const guest = await givenPresale()
  const path = `/v1/concerts/${concerts.performanceId}/bookings`
  const body = { performanceId: concerts.performanceId, seatIds: [1], presaleCode: 'FANS' }
  expect(typeOf(await guest('POST', path, body))).toBe('concert-missing')
})

test('a code for one performance opens that one only, also after it was moved', async () => {
  const wall = (days: number, time = '10:00') => ({ date: addDays(concerts.today, days), time })
  const second = await perform({ ...wall(31), salesFrom: wall(6) })
  const draft = {
    ...{ name: '팬클럽', code: 'ONE-DAY', usesMost: 9 },
    ...{ validFrom: wall(-1), validUntil: wall(5) },
  }
  const add = (performanceIds: readonly string[]) =>
    concerts.owner<{ performanceIds: string[] }>('POST', at('/presale-codes'), {
      ...draft,
      performanceIds,
    })
  expect(typeOf(await add([second.id, concerts.concertId]))).toBe('performance-missing')
  expect((await done(add([second.id]))).performanceIds).toEqual([second.id])
  await done(concerts.owner('PATCH', onPerformance(), { salesFrom: wall(6) }))
  const moved = await done(
    concerts.owner<{ id: string }>('PATCH', at(`/performances/${second.id}`), {
      startsAt: wall(32),
    }),
  )
  const { data } = await done(
    concerts.house.anyone<{ data: { status: string }[] }>('GET', at('/performances')),
  )
  expect(data.map(({ status }) => status)).toEqual(['upcoming', 'presale'])
  const [guest] = await signedIn(1)
  if (!guest) throw new Error('nobody')
  const asked = { seatIds: [1], presaleCode: 'ONE-DAY' }
  for (let tries = 0; tries < 12; tries += 1)
    expect(typeOf(await book(guest, asked))).toBe('presale-code-elsewhere')
  await done(book(guest, { ...asked, performanceId: moved.id }))
})
