import { expect, test } from 'vitest'
import { booker, confirm } from '../../../test/booker.ts'
import type { Person } from '../../../test/server.ts'
import { openParties } from '../../front-doors/dining/party.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'

type History = AnswerOf<typeof contract.getGuestHistory>

const { dining, at, seat, bookParty } = openParties()

const tables = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
      [1, 4],
    ],
  },
} as const
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const ofStore = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const history = async (id: string) =>
  (await dining.owner<History>('GET', ofStore(`bookings/${id}/guest`))).body
const lookUp = async (phone: string) =>
  (await dining.owner<History>('POST', ofStore('guest-look-ups'), { phone })).body
const counts = ({ visits, noShows, cancellations }: History) => [visits, noShows, cancellations]
const mark = (id: string, visit: string) =>
  dining.owner<{ type?: string }>('PUT', ofStore(`bookings/${id}/visit`), { visit })

async function booked(guest: Person, time = '19:00', days = 0): Promise<string> {
  const date = addDays(dining.tomorrow, days)
  const { body } = await bookParty(guest, { date, time })
  await confirm(guest, body.id)
  return body.id
}
const called = async (phone: string, time: string) =>
  (
    await dining.owner<{ id: string }>('POST', at('desk-bookings'), {
      ...{ kind: 'phone', date: dining.tomorrow, time, party: 2, name: '김하나', phone },
    })
  ).body.id

test('the desk sees how often a guest came, stayed away and canceled, with what was noted', async () => {
  await seat(tables)
  const guest = await dining.house.customer()
  const [first, second, third] = [
    await booked(guest, '17:00'),
    await booked(guest, '18:30'),
    await booked(guest, '20:00'),
  ]
  await moveTo(dining.engine, `${dining.tomorrow}T16:00:00+09:00`)
  await guest('POST', `/v1/orders/${third}/cancellation`)
  await dining.owner('PUT', ofStore(`bookings/${first}/note`), { note: '창가를 좋아하심' })
  await mark(first, 'arrived')
  await moveTo(dining.engine, `${dining.tomorrow}T18:30:00+09:00`)
  await mark(second, 'no-show')
  const next = await booked(guest, '19:00', 3)
  const seen = await history(next)
  expect(counts(seen)).toEqual([1, 1, 1])
  expect(seen.past.map(({ id }) => id)).toEqual([third, second, first])
  expect(seen.past.at(-1)).toMatchObject({ visit: 'arrived', note: '창가를 좋아하심' })
  const others = [guest, await dining.house.owner()]
  const path = ofStore(`bookings/${next}/guest`)
  expect(await Promise.all(others.map(async (one) => (await one('GET', path)).status))).toEqual([
    403, 404,
  ])
})

test('who calls is found by the number, however it is written, and only at this store', async () => {
  await seat(tables)
  const guest = await dining.house.customer()
  const online = await booked(guest, '17:00')
  const byPhone = await called('01012345678', '19:00')
  await moveTo(dining.engine, `${dining.tomorrow}T19:00:00+09:00`)
  await mark(online, 'arrived')
  await mark(byPhone, 'no-show')
  expect(counts(await lookUp(booker.phone))).toEqual([1, 1, 0])
  expect(counts(await lookUp('+82 10-1234-5678'))).toEqual([1, 1, 0])
  expect(counts(await history(byPhone))).toEqual([1, 0, 0])
  expect(counts(await lookUp('010-9999-9999'))).toEqual([0, 0, 0])
  const { rows } = await dining.engine.database.one<{ rows: string }>(sql`
    select json_agg(b)::text as rows from bookers b where b.store_id = ${dining.restaurantId}`)
  expect(rows).not.toMatch(/1234.?5678/)
  expect(rows).toContain('"phone_index":"v1.')
})

test('with the account of a guest goes every trace of the number, of their calls too', async () => {
  const { engine } = dining
  await seat(tables)
  const guest = await dining.house.customer()
  await booked(guest, '17:00')
  await called(booker.phone, '19:00')
  const left = () =>
    engine.database.one<{ count: number }>(sql`
      select count(*)::integer as count from bookers
       where store_id = ${dining.restaurantId} and phone_index is not null`)
  expect((await left()).count).toBe(2)
  const gone = await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(gone.status).toBe(200)
  expect((await left()).count).toBe(0)
  expect((await lookUp(booker.phone)).past).toEqual([])
  await expect(
    engine.database.run(sql`
      update bookers set phone_index = '01012345678' where store_id = ${dining.restaurantId}`),
  ).rejects.toMatchObject({ constraint: 'bookers_phone_index' })
})

test('a store refuses who stayed away so often, if its owner wants it; the desk may still enter them', async () => {
  const { owner } = dining
  await seat(tables)
  const [guest, other] = [await dining.house.customer(), await dining.house.customer()]
  const missed = await booked(guest, '17:00')
  await moveTo(dining.engine, `${dining.tomorrow}T17:00:00+09:00`)
  await mark(missed, 'no-show')
  const again = (by: Person, time: string) =>
    bookParty(by, { date: addDays(dining.tomorrow, 2), time })
  expect((await again(guest, '17:00')).status).toBe(201)
  const set = (noShows: number | null) => owner('PUT', ofStore('guest-refusal'), { noShows })
  expect((await set(2)).body).toEqual({ noShows: 2 })
  expect((await again(guest, '18:00')).status).toBe(201)
  await set(1)
  const refused = await again(guest, '19:00')
  expect([refused.status, typeOf(refused), refused.body]).toMatchObject([
    ...[403, 'no-shows-reached', { noShows: 1, days: 365 }],
  ])
  expect((await again(other, '19:00')).status).toBe(201)
  await called(booker.phone, '20:00')
  await dining.owner('DELETE', ofStore(`bookings/${missed}/visit`))
  expect((await again(guest, '19:00')).status).toBe(201)
  await mark(missed, 'no-show')
  await set(null)
  expect((await again(guest, '20:30')).status).not.toBe(403)
  expect((await owner('PUT', ofStore('guest-refusal'), { noShows: 6 })).status).toBe(400)
})

const noteOn = (id: string, note: string, by = dining.owner) =>
  by<{ note: string | null; type?: string }>('PUT', ofStore(`bookings/${id}/note`), {
    ...{ note, about: 'guest' },
  })
const notesKept = async () =>
  (
    await dining.engine.database.rows(sql`select 1 from guest_notes
    where store_id = ${dining.restaurantId}`)
  ).length

test('a note on a guest is there at the next booking, by account or by phone, and one at most', async () => {
  await seat(tables)
  const guest = await dining.house.customer()
  const first = await booked(guest, '17:00')
  expect((await history(first)).note).toBeNull()
  expect((await noteOn(first, ' 갑각류 알레르기 ')).body.note).toBe('갑각류 알레르기')
  const next = await booked(guest, '19:00', 3)
  expect((await history(next)).note).toBe('갑각류 알레르기')
  const phone = await called(booker.phone, '18:30')
  expect((await history(phone)).note).toBe('갑각류 알레르기')
  expect((await lookUp(booker.phone)).note).toBe('갑각류 알레르기')
  const stranger = await called('010-9999-0000', '20:00')
  expect((await history(stranger)).note).toBeNull()
  const day = await dining.owner<{ bookings: { id: string; guestNote: string | null }[] }>(
    'GET',
    ofStore(`bookings?date=${dining.tomorrow}`),
  )
  const noteOf = new Map(day.body.bookings.map(({ id, guestNote }) => [id, guestNote]))
  expect([noteOf.get(phone), noteOf.get(stranger)]).toEqual(['갑각류 알레르기', null])

  await noteOn(next, '갑각류 알레르기, 창가를 좋아하심')
  expect((await history(first)).note).toBe('갑각류 알레르기, 창가를 좋아하심')
  expect(await notesKept()).toBe(1)
  await noteOn(phone, '')
  expect((await history(first)).note).toBeNull()
  expect((await noteOn(first, '메모', guest)).status).toBe(403)
})

test('a note on a guest leaves with the account, also from a booking with the same phone', async () => {
  await seat(tables)
  const guest = await dining.house.customer()
  await booked(guest, '17:00')
  await noteOn(await called(booker.phone, '18:30'), '갑각류 알레르기')
  const [{ note = null } = {}] = await dining.engine.database.rows<{ note: string }>(
    sql`select note from guest_notes where store_id = ${dining.restaurantId}`,
  )
  expect(note?.startsWith('v1.')).toBe(true)
  const gone = await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(gone.status).toBe(200)
  expect(await notesKept()).toBe(0)
})
