import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import type { Id } from '../kernel/id.ts'
import { placeId } from '../places/place-id.ts'
import { lockPlaces } from '../places/queries.ts'
import { sql } from '../postgres/sql.ts'
import { claim } from './claim.ts'
import { expireOrders } from './expire.ts'
import { refreshPlaces } from './release.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  while ((await expireOrders(engine)) > 0);
  await expectCleanAudit(engine)
  await engine.close()
})

/** An order for one of eight at each of two places, whose time is over. */
async function givenDead() {
  const storeId = await givenStore(engine)
  const lines = ['one', 'two'].map((key) => ({
    place: { id: placeId(storeId, key), key, capacity: 8, startsAt: null },
    quantity: 1,
    unitPrice: 1_000,
  }))
  const buyerId = engine.newId<'Account'>()
  const { order } = await claim(engine, { storeId, buyerId, title: '저녁', holdSeconds: 60, lines })
  await engine.advance(61)
  const [one = '', two = ''] = lines.map(({ place }) => place.id)
  return { storeId, orderId: order?.id ?? '', one, two }
}

const releasedWith = (storeId: Id<'Store'>, ids: readonly Id<'Place'>[]) =>
  engine.database.transaction(async (tx) => {
    const locked = await lockPlaces(tx, storeId, ids)
    const seen = locked.map((place) => ({
      ...place,
      isHeldByDead: true,
      isFreed: false,
      isWaited: false,
      askedAt: tx.now,
    }))
    const { sizes } = await refreshPlaces(tx, storeId, seen, [])
    return new Map([...sizes].map(([id, { remaining }]) => [id, remaining]))
  })

test('a dead order is released only where all of its places are locked', async () => {
  const { storeId, one, two } = await givenDead()
  expect(await releasedWith(storeId, [one])).toEqual(new Map([[one, 7]]))
  expect(await releasedWith(storeId, [one, two])).toEqual(
    new Map([
      [one, 8],
      [two, 8],
    ]),
  )
})

test('expiry takes its locks in the one order: places, then orders', async () => {
  const { storeId, orderId, one } = await givenDead()
  let expiring: Promise<unknown> | undefined
  await engine.database.transaction(async (tx) => {
    await lockPlaces(tx, storeId, [one])
    expiring = expireOrders(engine)
    await untilWaiting(engine.database)
    // Whoever pays the order meanwhile does not have to wait for the expiry, which waits here.
    const free = sql`select 1 from orders where id = ${orderId} for update skip locked`
    expect(await engine.database.maybe(free)).toBeDefined()
  })
  await expiring
})
