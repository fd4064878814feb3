import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel, givenBuyer, givenHeld, type Held, PRICE } from '../../test/paying.ts'
import { claim } from '../orders/claim.ts'
import type { Order } from '../orders/rules.ts'
import { placeId } from '../places/place-id.ts'
import { sql } from '../postgres/sql.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const SEATS = 30

/** As many buyers as seats, each with one of the same place. */
async function givenFullPlace(): Promise<Held[]> {
  const storeId = await givenStore(engine)
  const place = { id: placeId(storeId, 'hall'), key: 'hall', capacity: SEATS, startsAt: null }
  return Promise.all(
    Array.from({ length: SEATS }, async () => {
      const buyerId = await givenBuyer(engine)
      const lines = [{ place, quantity: 1, unitPrice: PRICE }]
      const ask = { storeId, buyerId, title: '공연', holdSeconds: 600, lines }
      const { order } = await claim(engine, ask)
      return { storeId, buyerId, order: order as Order }
    }),
  )
}

test('thirty cancel at a place whose row is locked: they time out, and nobody else waits', async () => {
  const held = await givenFullPlace()
  const holder = new pg.Client({ connectionString: engine.databaseUrl })
  await holder.connect()
  await holder.query('begin; select from places for update')
  const canceling = held.map((one) =>
    cancel(engine, one).then(
      () => 'canceled',
      ({ type }) => type,
    ),
  )
  await pause(200)
  for (let n = 0; n < 4; n++) {
    const from = performance.now()
    await engine.database.rows(sql`select 1`)
    await engine.database.pool.query('select 1') // as signing in does
    await givenHeld(engine)
    expect(await engine.database.isReady()).toBe(true)
    expect(performance.now() - from).toBeLessThan(1_000)
  }
  expect(new Set(await Promise.all(canceling))).toEqual(new Set(['busy']))
  await holder.end()

  const again = await Promise.all(held.map((one) => cancel(engine, one)))
  expect(again.map(({ stored }) => stored)).toEqual(held.map(() => 'canceled'))
  await expectCleanAudit(engine)
}, 60_000)
