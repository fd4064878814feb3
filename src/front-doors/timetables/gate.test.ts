import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { listBookings } from '../../bookings/read.ts'
import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { cancelOrder } from '../../payments/cancel.ts'
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { reserve as ask, release, reserve } from './gate.ts'
import { placeBooking } from './operations.ts'
import { deleteTimetable } from './owner-operations.ts'
import {
  closeShop,
  gateOf,
  givenAccount,
  givenShop,
  givenTimetable,
  type TestShop,
  takenOn,
} from './shop.fixture.ts'

let engine: TestEngine
let shop: TestShop
beforeAll(async () => {
  engine = await testEngine()
  shop = await givenShop(engine)
})
afterAll(() => engine.close())

const today = async () => {
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  return wallDate(now, 'Asia/Seoul')
}
const taken = async (timetableId: Id<'Timetable'>) =>
  takenOn(engine.database, shop, timetableId, await today())
const counted = (answers: readonly boolean[]) => answers.filter((one) => one).length
const typeOf = (ask: Promise<unknown>) =>
  ask.then(
    () => 'done',
    (problem: Problem) => problem.type,
  )

test('a thousand services reserve a hundred places: a hundred get true, the rest false', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 100 })
  const { reserve } = gateOf(engine, shop)
  const answers = await Promise.all(Array.from({ length: 1000 }, () => reserve(id)))
  expect([counted(answers), await taken(id)]).toEqual([100, 100])
  await expectSound(engine)
})

test.each([
  { places: 100, asks: 400 },
  { places: 1000, asks: 400 },
])(
  'many processes share $places places, and the tables never have to refuse one of $asks',
  async ({ places, asks }) => {
    const id = await givenTimetable(engine, shop, { basicRemaining: places })
    const { processOf, refusals, close } = openSlowProcesses(engine, 4)
    const answers = await Promise.all(
      Array.from({ length: asks }, (_, at) => gateOf(processOf(at), shop).reserve(id)),
    )
    await close()
    const all = Math.min(places, asks)
    expect([counted(answers), await taken(id)]).toEqual([all, all])
    expect(refusals).toEqual([])
    await expectSound(engine)
  },
)

test('a caller has one standing order a place, and no more comes back than it has taken', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 8 })
  const admin = await givenAccount(engine)
  const mine = gateOf(engine, shop)
  const by = { callerId: admin, everyStore: true, timetableId: id, once: undefined }
  await Promise.all([mine.reserve(id), mine.reserve(id), reserve(engine, by)])
  expect(await taken(id)).toBe(3)
  const orders = await engine.database.rows<{ quantity: number }>(sql`
    select l.quantity
      from orders o join order_lines l on l.store_id = o.store_id and l.order_id = o.id
      join places p on p.store_id = l.store_id and p.id = l.place_id
     where o.standing and p.key like ${`timetable/${id}/%`} order by l.quantity
  `)
  expect(orders.map(({ quantity }) => quantity)).toEqual([1, 2])
  const back = await Promise.all(Array.from({ length: 5 }, () => mine.release(id)))
  expect([counted(back), await taken(id)]).toEqual([2, 1])
  expect(await release(engine, by)).toMatchObject({ stored: 'true' })
  expect(await release(engine, by)).toMatchObject({ stored: 'false' })
  expect(await taken(id)).toBe(0)
  expect(await mine.reserve(id)).toBe(true)
  await expectSound(engine)
})

test('a repeated key takes one place; a repeated key gives one back', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 8 })
  const { reserve, release } = gateOf(engine, shop)
  const other = onDatabase(engine, connect(engine.databaseUrl, { connections: 2 }))
  const elsewhere = gateOf(other, shop)
  expect([await reserve(id, 'a'), await elsewhere.reserve(id, 'a')]).toEqual([true, true])
  expect(await taken(id)).toBe(1)
  await Promise.all([reserve(id, 'b'), elsewhere.reserve(id, 'b')].map((ask) => ask.catch(() => 0)))
  expect([await reserve(id, 'b'), await taken(id)]).toEqual([true, 2])
  expect([await release(id, 'c'), await elsewhere.release(id, 'c')]).toEqual([true, true])
  expect(await taken(id)).toBe(1)
  const answer = { callerId: shop.ownerId, everyStore: false, timetableId: id }
  const reused = { scope: shop.ownerId, key: 'a', fingerprint: 'another body' }
  expect(await typeOf(ask(other, { ...answer, once: reused }))).toBe('idempotency-key-reused')
  await other.database.close()
  await expectSound(engine)
})

test('after a commit of unknown outcome no step is retried', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 100 })
  let isLosing = false
  const transactionAfter: typeof engine.database.transactionAfter = async (first, work) => {
    const answer = await engine.database.transactionAfter(first, work)
    if (isLosing) throw new Error('Connection terminated unexpectedly') // with the answer to commit
    return answer
  }
  const door = onDatabase(engine, { ...engine.database, transactionAfter })
  const { reserve } = gateOf(door, shop)
  await reserve(id) // the place is there, and the door knows which day it is at the shop
  isLosing = true
  const lost = await Promise.allSettled([reserve(id), reserve(id), reserve(id, 'lost')])
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await taken(id)).toBe(4)
  isLosing = false
  expect([await reserve(id, 'lost'), await taken(id)]).toEqual([true, 4])
})

test('a false is stored under its key as well, and replayed', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 1 })
  const { reserve, release } = gateOf(engine, shop)
  await reserve(id)
  expect(await reserve(id, 'late')).toBe(false)
  await release(id)
  expect(await reserve(id, 'late')).toBe(false)
  expect(await reserve(id)).toBe(true)
})

test('an expired hold of a person is released before a service gets false', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 1, price: 10_000 })
  const buyerId = await givenAccount(engine)
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'x' }
  await placeBooking(engine, { shopId: shop.shopId, timetableId: id, buyerId, once })
  const { reserve } = gateOf(engine, shop)
  expect(await reserve(id)).toBe(false)
  await engine.advance(601)
  expect(await reserve(id)).toBe(true)
  expect(
    await typeOf(
      placeBooking(engine, {
        shopId: shop.shopId,
        timetableId: id,
        buyerId,
        once: { ...once, key: 'y' },
      }),
    ),
  ).toBe('sold-out')
  await expectSound(engine)
})

test('a standing order is not canceled as a booking is, and is not among them', async () => {
  const id = await givenTimetable(engine, shop)
  await gateOf(engine, shop).reserve(id)
  const { orderId } = await engine.database.one<{ orderId: Id<'Order'> }>(sql`
    select o.id as "orderId" from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id
      join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.key like ${`timetable/${id}/%`}
  `)
  const buyerId = shop.ownerId
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'x' }
  const canceled = cancelOrder(engine, { buyerId, orderId, once, answer: () => '' })
  expect(await typeOf(canceled)).toBe('standing-order')
  expect((await listBookings(engine, { buyerId, limit: 10 })).data).toEqual([])
  await expect(
    engine.database.run(sql`
      update orders set status = 'canceled', canceled_at = now() where id = ${orderId}
    `),
  ).rejects.toMatchObject({ constraint: 'orders_standing' })
})

test('an unknown, deleted or foreign timetable, or one of a closed shop, is missing', async () => {
  const closing = await givenShop(engine)
  const [deleted, others, closed] = await Promise.all([
    givenTimetable(engine, shop),
    givenTimetable(engine, await givenShop(engine)),
    givenTimetable(engine, closing),
  ])
  const { reserve } = gateOf(engine, shop)
  expect(await reserve(deleted)).toBe(true)
  expect(await gateOf(engine, closing).reserve(closed)).toBe(true)
  const by = { callerId: shop.ownerId, everyStore: false }
  await deleteTimetable(engine, { by, timetableId: deleted })
  await closeShop(engine, closing)
  const outcomes = await Promise.all([
    typeOf(reserve(engine.newId())),
    typeOf(reserve(deleted)),
    typeOf(reserve(others)),
    typeOf(gateOf(engine, closing).reserve(closed)),
    typeOf(gateOf(engine, closing).release(closed)),
  ])
  expect(new Set(outcomes)).toEqual(new Set(['timetable-missing']))
  await expectSound(engine)
})

test('a missing timetable does not fail the others of its batch', async () => {
  const [id, gone] = [await givenTimetable(engine, shop), await givenTimetable(engine, shop)]
  const { reserve } = gateOf(engine, shop)
  await reserve(gone)
  const by = { callerId: shop.ownerId, everyStore: false }
  await deleteTimetable(engine, { by, timetableId: gone })
  const answers = await Promise.allSettled([reserve(id), reserve(gone), reserve(id)])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await taken(id)).toBe(2)
})

test('counts agree after concurrent reservations and releases', async () => {
  const id = await givenTimetable(engine, shop, { basicRemaining: 5 })
  const callers = await Promise.all([givenAccount(engine), givenAccount(engine)])
  const has = [0, 0]
  const steps = fc.array(fc.record({ who: fc.nat(1), way: fc.constantFrom(reserve, release) }), {
    minLength: 1,
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (asked) => {
      const answers = await Promise.all(
        asked.map(({ who, way }) => {
          const callerId = callers[who] as string
          return way(engine, { callerId, everyStore: true, timetableId: id, once: undefined })
        }),
      )
      answers.forEach(({ stored }, at) => {
        const { who, way } = asked[at] as (typeof asked)[number]
        if (stored === 'true') has[who] = (has[who] ?? 0) + (way === reserve ? 1 : -1)
        expect(has[who]).toBeGreaterThanOrEqual(0)
      })
      expect((has[0] ?? 0) + (has[1] ?? 0)).toBe((await taken(id)) ?? 0)
    }),
    { numRuns: 30 },
  )
  await expectSound(engine)
})
