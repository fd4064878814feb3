import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { sessions } from '../../accounts/sessions.ts'
import { openParties } from '../../front-doors/dining/party.fixture.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import { sql } from '../../postgres/sql.ts'
import type { listStoreActors, listStoreActs } from './contract.ts'
import { removeOldActs, saidOf } from './operations.ts'
import { forgetActor } from './queries.ts'
import { actOf } from './rules.ts'

type Acts = AnswerOf<typeof listStoreActs>
type Actors = AnswerOf<typeof listStoreActors>

const { dining, at, seat, bookParty } = openParties()

const store = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const acts = async (query = '') =>
  (await dining.owner<Acts>('GET', store(`acts${query}`))).body.data.filter(
    ({ operation }) => !/^set|^put|PriceP|TableTime/.test(operation),
  )
const enter = (body: object, key: string, by = dining.owner) =>
  by<{ id: string; orderNumber: string }>(
    'POST',
    at('desk-bookings'),
    { kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2, ...body },
    { 'idempotency-key': key },
  )
const two = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
} as const

async function givenClerk() {
  const clerk = await dining.house.customer('이직원')
  const { id } = (await clerk<{ id: Id<'Account'> }>('GET', '/v1/me')).body
  await dining.engine.house.run(sql`
    insert into staff (store_id, account_id, role, since)
    values (${dining.restaurantId}, ${id}, 'desk', now())
  `)
  sessions(dining.engine).evictAccount(id) // as the trigger tells every process
  return { clerk, id }
}

test('what staff do at the desk is written down with who did it; what is refused is not', async () => {
  await seat(two)
  const { clerk } = await givenClerk()
  const { body } = await enter({ kind: 'walk-in', date: undefined, time: undefined }, 'w', clerk)
  const entered = await enter({ name: '비밀' }, 'p', clerk)
  await clerk('PUT', at(`desk-bookings/${entered.body.id}/sitting`), { state: 'nowhere' })
  await clerk('PUT', store(`bookings/${entered.body.id}/note`), { note: '비밀 메모' })
  await dining.owner('GET', store(`bookings.csv?from=${dining.tomorrow}&to=${dining.tomorrow}`))
  await expect.poll(() => acts('?kind=downloaded')).toHaveLength(1) // as it is being sent
  const shown = await acts()
  expect(shown.filter(({ kind }) => kind !== 'offered')).toMatchObject([
    { kind: 'downloaded', operation: 'downloadBookings', orderNumber: null },
    { kind: 'noted', by: '이직원', orderNumber: entered.body.orderNumber, detail: null },
    { kind: 'entered', by: '이직원', orderNumber: entered.body.orderNumber, detail: 'phone' },
    ...(body.id ? [{ kind: 'entered', by: '이직원', detail: 'walk-in' }] : []),
  ])
  const written = await dining.engine.database.rows(sql`select * from store_acts`)
  expect(JSON.stringify(written)).not.toContain('비밀')
  expect(JSON.stringify(shown)).not.toContain('비밀 메모')
})

test('it says of whom, when and where, and what was changed', async () => {
  await seat(two)
  const { clerk } = await givenClerk()
  const { body } = await enter({ name: '김하나' }, 'a', clerk)
  const path = at(`desk-bookings/${body.id}`)
  expect((await clerk('PATCH', path, { time: '20:00' })).status).toBe(200)
  await dining.owner('POST', store(`orders/${body.id}/cancellation`), { reason: '휴무' })
  const day = dining.tomorrow
  const from = new Date(`${day}T19:00:00+09:00`).toISOString()
  const to = new Date(`${day}T20:00:00+09:00`).toISOString()
  const shown = (await acts()).filter(({ kind }) => kind !== 'offered')
  expect(shown).toMatchObject([
    { kind: 'canceled', guest: '김하나' },
    {
      ...{ kind: 'arranged', by: '이직원', guest: '김하나' },
      was: { startsAt: from, what: { ko: '2명 · 홀' } },
      became: { startsAt: to },
    },
    { kind: 'entered', guest: '김하나', was: null, became: { startsAt: from } },
  ])
  const csv = `${(await dining.owner('GET', store('acts.csv?kind=arranged'))).body}`
  expect(csv).toContain(`김하나,"${day} 19:00, 2명`)
  expect(csv).toContain(`"${day} 20:00, 2명`)
})

test('the download says in words what was done, in the language that is asked for', async () => {
  await seat(two)
  const { body } = await enter({ kind: 'walk-in' }, 'w')
  await dining.owner('POST', store(`orders/${body.id}/cancellation`), { reason: '휴무' })
  const csvIn = async (language: string) =>
    `${(await dining.owner('GET', store('acts.csv'), undefined, { 'accept-language': language })).body}`
  const csv = await csvIn('ko')
  expect(csv).toContain(',예약 입력,예약 입력,워크인,')
  expect(csv).toContain(',예약 취소,예약 취소,,')
  expect(csv).toContain(',판매 내용 변경,테이블 배치 변경,,')
  expect(await csvIn('en')).toContain(',Booking entered,Booking entered,walk-in,')
})

test('every change of what is sold or of the store says what it was', () => {
  const unsaid = dining.house.server.edge.served
    .filter((one) => ['offered', 'set', 'handled', 'downloaded'].includes(actOf(one) ?? ''))
    .map(({ name }) => name)
    .filter((name) => saidOf(dining.engine, name) === null)
  expect(unsaid).toEqual([])
})

test('guests are not in it, and nobody but the owner reads it', async () => {
  await seat(two)
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest)
  await confirm(guest, body.id)
  expect((await acts()).filter(({ kind }) => kind !== 'offered')).toEqual([])
  const { clerk } = await givenClerk()
  expect((await clerk('GET', store('acts'))).status).toBe(403)
  expect((await (await dining.house.owner())('GET', store('acts'))).status).toBe(404)
})

test('it is narrowed to a person and a kind, and downloaded with formulas made harmless', async () => {
  await seat(two)
  const { clerk, id } = await givenClerk()
  await dining.engine.house.run(sql`update accounts set name = '=1+1' where id = ${id}`)
  await enter({}, 'one', clerk)
  await enter({ time: '21:00' }, 'two')
  expect(await acts(`?by=${id}`)).toMatchObject([{ kind: 'entered', by: '=1+1' }])
  expect(await acts('?kind=refunded')).toEqual([])
  expect(await acts('?kind=entered')).toHaveLength(2)
  const { body } = await dining.owner<Actors>('GET', store('actors'))
  expect(body.data).toContainEqual({ accountId: id, name: '=1+1' })
  const csv = `${(await dining.owner('GET', store(`acts.csv?by=${id}`))).body}`
  expect(csv).toContain("'=1+1")
  expect(csv.trim().split('\n')).toHaveLength(2)
})

test('every endpoint that is an act names its store first', () => {
  const names = dining.house.server.edge.served
    .filter((endpoint) => actOf(endpoint) !== undefined)
    .map(({ path }) => /:(\w+)/.exec(path)?.[1] ?? path)
  expect(names.length).toBeGreaterThan(60)
  expect([...new Set(names)].toSorted()).toEqual([
    ...['auctionId', 'concertId', 'marketId', 'restaurantId', 'shopId', 'storeId'],
  ])
})

test('who leaves is nobody, and a year later it is gone', async () => {
  await seat(two)
  const { clerk, id } = await givenClerk()
  await enter({}, 'one', clerk)
  await dining.engine.database.transaction((tx) => forgetActor(tx, id))
  expect(await acts('?kind=entered')).toMatchObject([{ by: null }])
  await dining.engine.advance(366 * 24 * 60 * 60)
  while ((await removeOldActs(dining.engine)) > 0);
  expect(await acts()).toEqual([])
})
