import { expect, test } from 'vitest'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import type * as profile from '../../stores/profile/contract.ts'
import { nothingSaid } from '../../stores/profile/rules.ts'
import { openParties } from './party.fixture.ts'

const { dining, put, seat, offer } = openParties()

type Profile = AnswerOf<typeof profile.getProfile>

const at = () => `/v1/stores/${dining.restaurantId}/profile`
const shown = async () => (await dining.house.anyone<Profile>('GET', at())).body
const typed = [{ weekday: 1, opens: '10:00', closes: '20:00' }]
const type = async (hours: Profile['hours']) => {
  const { status } = await dining.owner('PUT', at(), { ...nothingSaid, hours })
  expect(status).toBe(200)
}

test('guests read the hours in which parties are served, not those that were typed before', async () => {
  await type(typed)
  expect(await shown()).toMatchObject({ hours: typed, hoursOfDoor: false })
  const service = { lastSeating: '14:00', weekday: 2 }
  await seat({ areas: { 홀: [[1, 2]] } }, {}, [
    { ...service, opens: '11:00', closes: '15:00' },
    { ...service, opens: '15:00', lastSeating: '16:00', closes: '17:00' },
    { ...service, opens: '18:00', lastSeating: '25:00', closes: '26:00' },
  ])
  expect(await shown()).toMatchObject({
    hoursOfDoor: true,
    hours: [
      { weekday: 2, opens: '11:00', closes: '17:00' },
      { weekday: 2, opens: '18:00', closes: '02:00' },
    ],
  })
})

test('what was typed is kept, and shown again once parties are served no more', async () => {
  await type(typed)
  const plan = await seat({ areas: { 홀: [[1, 2]] } })
  await type([])
  await put('floor-plan', { ...plan, tables: [] })
  expect(await shown()).toMatchObject({ hours: typed, hoursOfDoor: false })
})

test('a restaurant with weekly times only shows what its owner typed', async () => {
  await type(typed)
  await offer()
  expect(await shown()).toMatchObject({ hours: typed, hoursOfDoor: false })
})

const always = Array.from({ length: 7 }, (_, day) => ({
  ...{ weekday: day + 1, opens: '00:00', closes: '00:00' },
}))

test('a restaurant is not open now on a date on which it is closed', async () => {
  await type(always)
  expect((await shown()).openUntil).toBe('00:00')
  await put(`closed-dates/${addDays(dining.tomorrow, -1)}`, {})
  expect(await shown()).toMatchObject({ hours: always, openUntil: null })
})

test('whether a restaurant is open now is read from the hours of the date', async () => {
  const { engine, tomorrow: date } = dining
  const noon = instantOf(date, '12:00', 'Asia/Seoul').getTime()
  const { now } = await readNow(engine.database)
  await engine.advance((noon - now.getTime()) / 1000)
  await seat({ areas: { 홀: [[1, 2]] } })
  expect((await shown()).openUntil).toBeNull()
  await put(`special-hours/${date}`, {
    services: [{ opens: '11:00', lastSeating: '14:00', closes: '15:00' }],
  })
  expect((await shown()).openUntil).toBe('15:00')
})
