import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import type { Person } from '../../../test/server.ts'
import { openParties } from '../../front-doors/dining/party.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { addDays } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'

const { dining, seat, bookParty } = openParties()

const DEPOSIT = 10_000
const tables = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
      [1, 4],
    ],
  },
} as const
const seatWith = () => seat(tables, { deposit: { amount: DEPOSIT / 2, per: 'person' } })
const ofStore = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const asks = (onlyOf: { noShows: number; days: number } | null) =>
  dining.owner('PUT', ofStore('guest-deposits'), { onlyOf })
const mine = async (guest: Person) =>
  (await guest<{ isAsked: boolean; why: string | null }>('GET', ofStore('guest-deposits/mine')))
    .body
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const book = (guest: Person, price?: number, time = '19:00', days = 3) =>
  bookParty(guest, {
    date: addDays(dining.tomorrow, days),
    time,
    ...(price !== undefined && { price }),
  })

type Visit = 'arrived' | 'no-show'

/** A guest whose booking of tomorrow at five is marked so; it is five now. */
async function marked(visit: Visit) {
  const guest = await dining.house.customer()
  await seat(tables)
  const { body } = await bookParty(guest, { time: '17:00' })
  await confirm(guest, body.id)
  await moveTo(dining.engine, `${dining.tomorrow}T17:00:00+09:00`)
  const mark = (as: Visit) =>
    dining.owner('PUT', ofStore(`bookings/${body.id}/visit`), { visit: as })
  await mark(visit)
  await seatWith()
  return { guest, mark }
}

test('guests who came pay no deposit, new ones and those who did not come do, and are told why', async () => {
  await asks({ noShows: 1, days: 180 })
  const [{ guest: came }, missed] = [await marked('arrived'), await dining.house.customer()]
  expect(await mine(came)).toMatchObject({ isAsked: false, why: null })
  expect(await mine(missed)).toMatchObject({ isAsked: true, why: 'first-visit' })
  expect((await book(came, 0)).body.price.amount).toBe(0)
  expect((await book(missed, DEPOSIT, '20:00')).body.price.amount).toBe(DEPOSIT)
  await asks(null)
  expect(await mine(came)).toMatchObject({ isAsked: true, why: 'everybody' })
  const { body } = await book(came, DEPOSIT, '20:30', 4)
  expect(body.price.amount).toBe(DEPOSIT)
})

test('who did not come pays again, until that is long ago', async () => {
  const { guest } = await marked('arrived')
  await asks({ noShows: 1, days: 30 })
  const { body } = await book(guest, 0, '17:00', 1)
  await confirm(guest, body.id)
  await moveTo(dining.engine, `${addDays(dining.tomorrow, 1)}T17:00:00+09:00`)
  await dining.owner('PUT', ofStore(`bookings/${body.id}/visit`), { visit: 'no-show' })
  expect(await mine(guest)).toMatchObject({ isAsked: true, why: 'no-show' })
  await asks({ noShows: 2, days: 30 })
  expect(await mine(guest)).toMatchObject({ isAsked: false })
  await asks({ noShows: 1, days: 30 })
  await dining.engine.advance(31 * 24 * 60 * 60)
  expect(await mine(guest)).toMatchObject({ isAsked: false })
})

test('what a guest saw decides nothing: a claim that costs more is refused with the price, one that costs less is made', async () => {
  const { guest, mark } = await marked('arrived')
  await asks({ noShows: 1, days: 180 })
  expect(await mine(guest)).toMatchObject({ isAsked: false })
  await mark('no-show') // between what the guest sees and what they claim
  const refused = await book(guest, 0)
  expect([refused.status, typeOf(refused)]).toEqual([409, 'deposit-asked'])
  expect(refused.body).toMatchObject({
    ...{ price: { amount: DEPOSIT, currency: 'KRW' }, why: 'no-show', days: 180 },
  })
  const other = await book(guest, 1)
  expect([other.status, typeOf(other)]).toEqual([409, 'price-changed'])
  expect((await book(guest, DEPOSIT)).body.price.amount).toBe(DEPOSIT)
  await mark('arrived')
  const less = await book(guest, DEPOSIT, '21:00', 4)
  expect([less.status, less.body.price.amount]).toEqual([201, 0])
  expect((await book(guest, 0, '21:00', 4)).body.id).toBe(less.body.id) // the same again
})

test('only who manages the store sets it, within its limits; anyone reads it', async () => {
  const { house, owner } = dining
  const onlyOf = { noShows: 2, days: 90 }
  expect((await asks(onlyOf)).body).toEqual({ onlyOf })
  expect((await house.anyone('GET', ofStore('guest-deposits'))).body).toEqual({ onlyOf })
  const other = await house.owner()
  expect((await other('PUT', ofStore('guest-deposits'), { onlyOf })).status).toBe(404)
  const wrong = { onlyOf: { noShows: 6, days: 90 } }
  expect((await owner('PUT', ofStore('guest-deposits'), wrong)).status).toBe(400)
  await expect(
    dining.engine.database.run(sql`
      update stores set deposit_days = 5 where id = ${dining.restaurantId}`),
  ).rejects.toMatchObject({ constraint: 'stores_deposits_of_whom' })
})
