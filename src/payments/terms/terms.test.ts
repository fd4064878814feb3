import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'

let engine: TestEngine
let app: TestServer
let owner: Person
let path: string
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  owner = await app.owner()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
  path = `/v1/restaurants/${body.id}`
  await owner('PUT', `/v1/stores/${body.id}/cancellation-policy`, { kind: 'restaurant' })
  await engine.advance(61)
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

interface Terms {
  readonly hash: string
  readonly version: number
  readonly policy: { readonly kind: string; readonly tiers: readonly object[] }
  readonly agreedAt: string | null
}

let hour = 10

async function givenHeld(price: number) {
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const draft = { weekday: weekdayOf(date), time: `${hour++}:30`, capacity: 4, price }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const person = await app.customer()
  const ask = { tableTimeId: time.id, date }
  const { body } = await person<{ id: string }>('POST', `${path}/bookings`, ask)
  const booker = { name: '김하나', phone: '010-2345-6789', message: '' }
  await person('PUT', `/v1/bookings/${body.id}/booker`, booker)
  return { person, id: body.id }
}

const readTerms = async (person: Person, id: string) =>
  (await person<Terms>('GET', `/v1/orders/${id}/cancellation-terms`)).body
const start = (person: Person, id: string, more: object = {}) =>
  person('POST', `/v1/orders/${id}/payments`, { gateway: 'kakaopay', device: 'desktop', ...more })

test('a payment does not start before its buyer agreed to the cancellation terms', async () => {
  const { person, id } = await givenHeld(10_000)
  const terms = await readTerms(person, id)
  expect(terms).toMatchObject({ version: 1, policy: { kind: 'restaurant' }, agreedAt: null })
  for (const more of [{}, { cancellationTerms: '0'.repeat(64) }])
    expect(await start(person, id, more)).toMatchObject({
      status: 409,
      body: {
        type: expect.stringMatching(/cancellation-terms-not-accepted$/),
        cancellationTerms: terms.hash,
      },
    })
  const attempts = await engine.database.rows(sql`select from payments where order_id = ${id}`)
  expect(attempts).toEqual([])
  expect((await start(person, id, { cancellationTerms: terms.hash })).status).toBe(201)
})

test('what was agreed to is kept with the order, and stays when the store changes its tiers', async () => {
  const { person, id } = await givenHeld(10_000)
  const terms = await readTerms(person, id)
  await start(person, id, { cancellationTerms: terms.hash })
  await owner('PUT', `/v1/stores/${path.split('/')[3]}/cancellation-policy`, { kind: 'free' })
  await engine.advance(61)
  const after = await readTerms(person, id)
  expect(after).toMatchObject({ hash: terms.hash, policy: terms.policy })
  expect(after.agreedAt).not.toBeNull()
  await expect(
    engine.database.run(sql`update order_terms set version = 9 where order_id = ${id}`),
  ).rejects.toThrow(/agreed to/)
  const kept = await engine.database.rows<{ agreed: string }>(
    sql`select agreed from order_terms where order_id = ${id}`,
  )
  expect(kept).toEqual([{ agreed: 'shown' }])
})

test('nobody reads the terms of an order of somebody else', async () => {
  const { id } = await givenHeld(10_000)
  const other = await app.customer()
  expect((await other('GET', `/v1/orders/${id}/cancellation-terms`)).status).toBe(403)
})
