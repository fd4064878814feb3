import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, type Held, pay } from '../../test/paying.ts'
import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { expireOrders } from '../orders/expire.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { nameBooker } from './name.ts'
import { BOOKER_DAYS, eraseOldBookers, UNPAID_BOOKER_DAYS } from './retention.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const DAY = 24 * 60 * 60
const booker = { name: '카나리아', phone: '010-2345-6789', message: '창가로 부탁해요' }

async function givenNamed(startsInDays: number): Promise<Held> {
  const { now } = await readNow(engine.house)
  const held = await givenHeld(engine, { startsAt: later(now, startsInDays * DAY) })
  const { buyerId, order } = held
  await nameBooker(engine, { buyerId, bookingId: order.id as Id<'Order'>, booker })
  return held
}

const isNamed = async ({ order }: Held) =>
  (
    await engine.database.one<{ named: boolean }>(
      sql`select name is not null or phone is not null or message is not null as named
            from bookers where order_id = ${order.id}`,
    )
  ).named

async function runJob(): Promise<void> {
  while ((await expireOrders(engine)) > 0);
  while ((await eraseOldBookers(engine)) > 0);
}

test('a booker is erased a year after the booking began, and not before', async () => {
  const held = await givenNamed(5)
  await pay(engine, held)
  await engine.advance((UNPAID_BOOKER_DAYS + 1) * DAY)
  await runJob()
  expect(await isNamed(held)).toBe(true)
  await engine.advance((BOOKER_DAYS - UNPAID_BOOKER_DAYS + 3) * DAY)
  await runJob()
  expect(await isNamed(held)).toBe(true)
  await engine.advance(2 * DAY)
  await runJob()
  expect(await isNamed(held)).toBe(false)
  const { status } = await engine.database.one<{ status: string }>(
    sql`select status from orders where id = ${held.order.id}`,
  )
  expect(status).toBe('paid')
})

test('the booker of an order that was never paid is erased after thirty days', async () => {
  const held = await givenNamed(400)
  await engine.advance((UNPAID_BOOKER_DAYS - 1) * DAY)
  await runJob()
  expect(await isNamed(held)).toBe(true)
  await engine.advance(2 * DAY)
  await runJob()
  expect(await isNamed(held)).toBe(false)
})

test('the version of the consent to pass a booker to the store is kept with it', async () => {
  const held = await givenNamed(5)
  const kept = await engine.database.one<{ version: number }>(
    sql`select sharing_version as version from bookers where order_id = ${held.order.id}`,
  )
  expect(kept.version).toBe(1)
})

test('a note on a guest goes along to the next booking, and is erased with the last booker', async () => {
  const first = await givenNamed(1)
  await pay(engine, first)
  const { storeId, id } = first.order
  await engine.database.run(sql`
    insert into guest_notes (store_id, order_id, note, written_at)
    values (${storeId}, ${id}, ${engine.keyRing.seal('창가')}, now())`)
  const noted = () =>
    engine.database.rows<{ orderId: string }>(
      sql`select order_id as "orderId" from guest_notes where store_id = ${storeId}`,
    )
  await engine.advance(200 * DAY)
  const { now } = await readNow(engine.house)
  const next = await givenHeld(engine, {
    ...{ storeId, buyerId: first.buyerId, startsAt: later(now, DAY) },
    lines: [{ key: 'lunch', startsAt: later(now, DAY), quantity: 1, unitPrice: 5_000 }],
  })
  const bookingId = next.order.id as Id<'Order'>
  await nameBooker(engine, { buyerId: next.buyerId, bookingId, booker })
  await pay(engine, next)
  await engine.advance(190 * DAY)
  await runJob()
  expect(await isNamed(first)).toBe(false)
  expect(await noted()).toEqual([{ orderId: bookingId }])
  await engine.advance(200 * DAY)
  await runJob()
  expect(await noted()).toEqual([])
})
