import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRestaurant } from '../src/front-doors/dining/restaurant.fixture.ts'
import { giveBackPaid } from '../src/orders/paid-holds.ts'
import { connect, type Database } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'
import { openCrowd } from './crowd.ts'
import { onDatabase, type TestEngine, testEngine } from './engine.ts'
import { givenHeld, pay } from './paying.ts'
import { testServer } from './server.ts'

type Crowd = Awaited<ReturnType<typeof openCrowd>>

/**
 * One bad neighbour: throw-away accounts of one address hold what they can of a restaurant and pay for
 * nothing, while honest guests each want one table: 200 from addresses of their own, 20 from one
 * office. Two server processes with the limits that they have by default; time is moved. Everybody proves the
 * work that they are asked for, which is little here.
 */
let engine: TestEngine
let elsewhere: Database
let crowd: Crowd
let restaurantId: string
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  const house = await testServer(engine)
  const owner = await house.owner()
  restaurantId = await openRestaurant(owner)
  const url = `/v1/restaurants/${restaurantId}/table-times`
  for (let weekday = 1; weekday <= 7; weekday += 1)
    for (const time of ['23:30', '23:40', '23:50', '23:59'])
      await owner('POST', url, { weekday, time, capacity: 7, price: 45_000 })
  await house.server.close()
  crowd = await openCrowd([engine, onDatabase(engine, elsewhere)])
})
afterAll(async () => {
  await crowd.close()
  await elsewhere.close()
  await engine.close()
})

const ask = (...asked: Parameters<Crowd['ask']>) => crowd.ask(...asked)
const account = (from: string) => crowd.account(from)

interface Slot {
  readonly date: string
  readonly tableTimeId: string
  readonly remaining: number
}

async function openSlots(): Promise<Slot[]> {
  const { body } = await ask('GET', `/v1/restaurants/${restaurantId}`, { from: '192.0.2.1' })
  const days = body.days as { date: string; times: Omit<Slot, 'date'>[] }[]
  return days.flatMap(({ date, times }) => times.map((time) => ({ ...time, date })))
}
const shuffled = (slots: readonly Slot[]) =>
  slots
    .filter(({ remaining }) => remaining > 0)
    .map((slot) => ({ slot, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ slot }) => slot)

const hold = (token: string, from: string, { date, tableTimeId }: Slot, key?: string) =>
  ask('POST', `/v1/restaurants/${restaurantId}/bookings`, {
    ...{ from, token, body: { date, tableTimeId } },
    ...(key && { key }),
  })

const HOARDER = '203.0.113.9'
const OFFICE = '198.51.100.7'
const bots: string[] = []

/** Whatever its accounts get, they keep; each is thrown away once it is refused. */
async function hoard(accounts: number): Promise<void> {
  for (let at = 0; at < accounts; at += 1) {
    const { id, token } = await account(HOARDER)
    bots.push(id)
    for (const slot of shuffled(await openSlots()))
      if ((await hold(token, HOARDER, slot)).status >= 300) break
  }
}

async function book(from: string): Promise<boolean> {
  const { token } = await account(from)
  for (const slot of shuffled(await openSlots()).slice(0, 5))
    if ((await hold(token, from, slot)).status < 300) return true
  return false
}

/** How many places the hoarder holds now. */
const hoarded = async () =>
  (
    await engine.database.one<{ count: number }>(sql`
      select count(*)::integer as count from orders
       where status = 'ready' and expires_at > clock_now() and buyer_id = any(${bots}::uuid[])`)
  ).count

const inParts = async <Answer>(
  count: number,
  size: number,
  work: (at: number) => Promise<Answer>,
) => {
  const answers: Answer[] = []
  for (let from = 0; from < count; from += size)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(size, count - from) }, (_, at) => work(from + at)),
      )),
    )
  return answers
}

test('one address holds at most 5 % of a restaurant at any time, while 220 honest guests all book', async () => {
  const places = (await openSlots()).reduce((sum, { remaining }) => sum + remaining, 0)
  expect(places).toBeGreaterThanOrEqual(270)
  const most = places * 0.05
  const hoarding = Promise.all(Array.from({ length: 4 }, () => hoard(15)))
  const booked = await inParts(220, 10, async (at) => {
    const isBooked = await book(at < 20 ? OFFICE : `192.0.2.${at}`)
    expect(await hoarded()).toBeLessThanOrEqual(most)
    return isBooked
  })
  await hoarding
  expect(booked.filter((isBooked) => !isBooked)).toEqual([])
  expect(await hoarded()).toBeGreaterThan(0)
  // Of the office half prove some work, each once; of the others nobody does.
  expect(crowd.proofs.get(OFFICE) ?? 0).toBeLessThanOrEqual(20)
  expect([...crowd.proofs.keys()].filter((from) => from !== OFFICE && from !== HOARDER)).toEqual([])
  expect(await hoarded()).toBeLessThanOrEqual(most)

  // It goes on for half an hour, while its holds expire.
  for (let minutes = 0; minutes < 30; minutes += 3) {
    await engine.advance(180)
    await hoard(2)
    expect(await hoarded()).toBeLessThanOrEqual(most)
  }
}, 240_000)

test('the refusal says when to come back; a repetition still gets its answer', async () => {
  const from = '192.0.2.250'
  const { token } = await account(from)
  const [slot, ...others] = shuffled(await openSlots())
  const key = randomUUID()
  const first = await hold(token, from, slot as Slot, key)
  const letGo = async (orderId: string) => {
    const url = `/v1/orders/${orderId}/cancellation`
    expect((await ask('POST', url, { from, token, body: {} })).status).toBeLessThan(300)
  }
  await letGo(first.body.id)
  // One of each process is not counted; letting go gives nothing back.
  let kept: Slot | undefined
  let refused: Awaited<ReturnType<typeof hold>> = first
  for (const other of others.slice(0, 6)) {
    refused = await hold(token, from, other)
    if (refused.status >= 300) break
    if (kept) await letGo(refused.body.id)
    else kept = other
  }
  expect([refused.status, refused.body.code]).toEqual([429, 'holds-reached-here'])
  expect(refused.body.title).toBe(
    '이 매장에서 결제하지 않고 맡아 둔 자리가 많아 지금은 더 예약할 수 없어요.',
  )
  expect(refused.body.detail).toMatch(
    /^\d+분 뒤에 다시 예약하거나 맡아 둔 예약을 먼저 결제해 주세요\. 같은 인터넷을 쓰는/,
  )
  expect(Number(refused.headers['retry-after'])).toBe(refused.body.retryAfterSeconds)
  const again = await hold(token, from, slot as Slot, key)
  expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true'])
  const same = await hold(token, from, kept as Slot)
  expect(same.status).toBe(201)
})

test('paying gives back what a hold cost, once; an account that has paid does not count for its network', async () => {
  const spent = async () =>
    (
      await engine.house.one<{ spent: number }>(sql`
        select coalesce(sum(spent), 0) as spent from limit_buckets`)
    ).spent
  const from = '192.0.2.251'
  const { id: buyerId, token } = await account(from)
  const slots = shuffled(await openSlots())
  for (const first of slots.slice(0, 2)) await hold(token, from, first) // one in each process
  const before = await spent()
  const held = await hold(token, from, slots[2] as Slot)
  expect(await spent()).toBeCloseTo(before + 30, 0)
  const event = {
    ...{ id: '1', topic: 'order.paid', storeId: restaurantId, subjectId: held.body.id },
    ...{ body: {}, at: new Date() },
  }
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await ask('PUT', `/v1/bookings/${held.body.id}/booker`, { from, token, body: booker })
  await engine.database.run(sql`
    update orders set status = 'paid', paid_at = now() where id = ${held.body.id}`)
  for (const _ of ['once', 'again']) await giveBackPaid.handle(engine, event)
  expect(await spent()).toBeCloseTo(before, 0)
  expect((await hold(token, from, slots[3] as Slot)).status).toBe(201)
  expect(await spent()).toBeCloseTo(before + 10, 0)

  const first = await givenHeld(engine)
  // Whoever got the money back is no longer known as a payer.
  const isPayer = async () =>
    (await engine.house.rows(sql`select 1 from hold_payers where account_id = ${buyerId}`)).length
  expect(await isPayer()).toBe(1)
  const canceled = { ...event, topic: 'order.canceled' }
  await giveBackPaid.handle(engine, { ...canceled, subjectId: first.order.id })
  expect(await isPayer()).toBe(1)
  await giveBackPaid.handle(engine, canceled)
  expect(await isPayer()).toBe(0)

  // An order whose buyer has left, and one that was not counted, are no reason to fail.
  await pay(engine, first)
  const { storeId, order } = first
  await giveBackPaid.handle(engine, { ...event, storeId, subjectId: order.id })
  expect(buyerId).not.toBe(order.buyerId)
})
