import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { whileBroken } from '../../test/broken-row.ts'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import { describeError } from '../http/log.ts'
import { SomeFailed } from '../kernel/each.ts'
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

const lineAt = (storeId: Id<'Store'>, key: string) => ({
  place: { id: placeId(storeId, key), key, capacity: 8, startsAt: null },
  quantity: 1,
  unitPrice: 1_000,
})

/** An order for one of eight at each of two places, whose time is over. */
async function givenDead() {
  const storeId = await givenStore(engine)
  const lines = ['one', 'two'].map((key) => lineAt(storeId, key))
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

test('an order that cannot expire stops neither others of its store, nor other stores, nor what is due back', async () => {
  const [broken, other] = [await givenDead(), await givenDead()]
  const beside = await givenDead()
  // The same store has another dead order at its places.
  const { order: neighbour } = await claim(engine, {
    ...{ storeId: broken.storeId, buyerId: engine.newId<'Account'>(), title: '저녁' },
    ...{ holdSeconds: 60, lines: [lineAt(broken.storeId, 'three')] },
  })
  await engine.advance(61)
  await engine.database.run(sql`
    update places set remaining = remaining - 1
     where store_id = ${beside.storeId} and id = ${beside.one}`)
  await engine.database.run(sql`
    insert into freed_places (store_id, place_id, order_id, back_at, quantity)
    values (${beside.storeId}, ${beside.one}, ${beside.orderId}, now() - interval '1 minute', 1)`)
  await whileBroken(engine.database, { table: 'orders', id: broken.orderId }, async () => {
    const failure: SomeFailed = await expireOrders(engine).then(
      () => expect.unreachable(),
      (error) => error,
    )
    expect(failure).toBeInstanceOf(SomeFailed)
    expect(JSON.stringify(describeError(failure))).toMatch(
      new RegExp(`store ${broken.storeId}.*order ${broken.orderId}.*23514.*broken_row`),
    )
  })
  const found = await engine.database.rows<{ id: string }>(sql`
    select id from orders where status = 'ready'
       and id = any(${[broken.orderId, other.orderId, beside.orderId, neighbour?.id ?? '']}::uuid[])`)
  expect(found).toEqual([{ id: broken.orderId }])
  expect(await engine.database.maybe(sql`select 1 from freed_places`)).toBeUndefined()
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
