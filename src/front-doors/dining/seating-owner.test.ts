import { describe, expect, test } from 'vitest'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { everyDay, openParties, planOf } from './party.fixture.ts'
import type * as owned from './seating-owner-contract.ts'
import { DEFAULT_TERMS } from './seating-rules.ts'

const { dining, at, put, seat, freeTimes, bookParty } = openParties()

type Plan = AnswerOf<typeof owned.putFloorPlan>

const isFree = async (party: number) =>
  (await freeTimes(party)).times.find(({ time }) => time === '19:00')?.isFree

describe('a floor plan', () => {
  const draft = planOf({
    areas: {
      홀: [
        [1, 2],
        [1, 2],
      ],
      룸: [[4, 6]],
    },
    joins: [[1, 0]],
  })

  test('is read as it was written, each join once with the lower id first', async () => {
    const written = await put<Plan>('floor-plan', {
      ...draft,
      joins: [...draft.joins, ...draft.joins],
    })
    const joins = [draft.joins[0]?.toSorted()]
    expect(written).toEqual({ ...draft, joins, leftBookings: 0 })
    const { body } = await dining.owner('GET', at('floor-plan'))
    expect(body).toEqual({ ...draft, joins })
  })

  test('that is refused leaves the one before as it is, and says what is wrong', async () => {
    await put('floor-plan', draft)
    const twice = { ...draft, tables: draft.tables.map((table) => ({ ...table, name: '1' })) }
    const refused = await dining.owner('PUT', at('floor-plan'), twice)
    expect(refused).toMatchObject({
      status: 422,
      body: { type: '/problems/named-twice', name: '1' },
    })
    expect((await dining.owner<Plan>('GET', at('floor-plan'))).body.tables).toEqual(draft.tables)
  })

  test('swaps the names of tables at once', async () => {
    await put('floor-plan', draft)
    const [one, two, three] = draft.tables
    const tables = [{ ...one, name: two?.name }, { ...two, name: one?.name }, three]
    expect((await put<Plan>('floor-plan', { ...draft, tables })).tables).toEqual(tables)
  })

  test('without a table keeps its bookings and counts them; with it again, they still hold it', async () => {
    const plan = await seat({ areas: { 홀: [[1, 2]] } })
    const guest = await dining.house.customer()
    const { body: booked } = await bookParty(guest)
    const left = await put<Plan>('floor-plan', { ...plan, tables: [] })
    expect(left.leftBookings).toBe(1)
    expect(await isFree(2)).toBe(false)
    const kept = await guest<typeof booked>('GET', `/v1/bookings/${booked.id}`)
    expect(kept.body).toMatchObject({ status: 'ready', lines: [{ what: { ko: '2명 · 홀' } }] })
    expect((await put<Plan>('floor-plan', plan)).leftBookings).toBe(0)
    expect(await isFree(2)).toBe(false)
  })
})

test('hours are written whole; those that overlap are refused with which one it is', async () => {
  const services = everyDay()
  expect(await put('service-hours', { services })).toEqual({ services })
  const refused = await dining.owner('PUT', at('service-hours'), {
    services: [...services, { weekday: 3, opens: '22:00', lastSeating: '22:30', closes: '24:00' }],
  })
  expect(refused).toMatchObject({
    status: 422,
    body: { type: '/problems/hours-overlap', service: 7 },
  })
  expect((await dining.owner('GET', at('service-hours'))).body).toEqual({ services })
})

test('dates with hours of their own are listed from today on', async () => {
  const services = [{ opens: '11:00', lastSeating: '12:00', closes: '13:00' }]
  await put(`special-hours/${dining.tomorrow}`, { services })
  await put('special-hours/2020-01-01', { services })
  const { body } = await dining.owner('GET', at('special-hours'))
  expect(body).toEqual({ data: [{ date: dining.tomorrow, services }] })
})

test('terms are the usual ones until the owner says otherwise', async () => {
  const usual = { ...DEFAULT_TERMS, currency: 'KRW' }
  expect((await dining.owner('GET', at('seating-terms'))).body).toEqual(usual)
  const changed = { ...DEFAULT_TERMS, leadMinutes: 60, stays: [{ partyMost: 4, minutes: 75 }] }
  await put('seating-terms', changed)
  expect((await dining.owner('GET', at('seating-terms'))).body).toEqual({
    ...changed,
    currency: 'KRW',
  })
  const stays = [
    { partyMost: 4, minutes: 75 },
    { partyMost: 4, minutes: 90 },
  ]
  const refused = await dining.owner('PUT', at('seating-terms'), { ...DEFAULT_TERMS, stays })
  expect(refused).toMatchObject({ status: 422, body: { type: '/problems/stays-unordered' } })
})

test('another owner has no such restaurant', async () => {
  const other = await dining.house.owner()
  for (const path of ['floor-plan', 'service-hours', 'special-hours', 'seating-terms'])
    expect((await other('GET', at(path))).body.type).toBe('/problems/restaurant-missing')
})
