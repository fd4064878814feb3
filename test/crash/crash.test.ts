import { execFile } from 'node:child_process'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addTableTime, restaurant } from '../../src/front-doors/dining/owner-operations.ts'
import type { Id } from '../../src/kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../../src/kernel/time.ts'
import { sql } from '../../src/postgres/sql.ts'
import { openStore } from '../../src/stores/operations.ts'
import { bundle } from '../bundle.ts'
import { type TestEngine, testEngine } from '../engine.ts'
import { expectSound, givenBuyer, ledgerOf, PRICE, pass } from '../paying.ts'
import { type Journey, openEngine, type Site, type Step, steps, walk } from './journey.ts'

// Kills the server at every boundary of a booking's life, one journey each: before and after every
// transaction, before its commit, before and after every call to the gateway. At one gateway of each kind at
// all of them, at the others around its calls, which is where they differ; with TEST_BOUNDARIES=all, everywhere at all.

/** Each lane has its own database and clock. */
const LANES = 2

interface Death {
  readonly step: Step
  readonly name: string
}

interface Lane {
  readonly world: TestEngine
  readonly ownerId: Id<'Account'>
  readonly restaurantId: Id<'Store'>
}

let lanes: Lane[]
let child: Awaited<ReturnType<typeof bundle>>
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, openLane))
  child = await bundle(new URL('./child.ts', import.meta.url))
})
afterAll(async () => {
  await child?.remove()
  await Promise.all((lanes ?? []).map(({ world }) => world.close()))
})

async function openLane(): Promise<Lane> {
  const world = await testEngine()
  const ownerId = await givenBuyer(world)
  const { id: restaurantId } = await openStore(world, ownerId, {
    door: 'dining',
    kind: null,
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  return { world, ownerId, restaurantId }
}

/** A buyer, and an unclaimed time with one table. */
async function givenJourney(
  { world, ownerId, restaurantId }: Lane,
  at: number,
  gateway: string,
): Promise<Journey> {
  const date = addDays(wallDate(new Date(), 'Asia/Seoul'), 5)
  const time = `${11 + Math.floor(at / 60)}:${`${at % 60}`.padStart(2, '0')}`
  const added = await addTableTime(
    world,
    restaurant({ callerId: ownerId, everyStore: false }, restaurantId),
    { weekday: weekdayOf(date), time, capacity: 1, price: PRICE },
  )
  const tableTimeId = 'id' in added ? added.id : ''
  return { buyerId: await givenBuyer(world), restaurantId, tableTimeId, date, gateway }
}

/** Starts a server on the journey. @returns where it died; undefined if it finished */
const sendChild = (killAt: number, isCalls: boolean, site: Site, journey: Journey) =>
  new Promise<Death | undefined>((resolve, reject) => {
    const argument = JSON.stringify({ killAt, isCalls, site, journey })
    execFile(
      process.execPath,
      [child.file, argument],
      { timeout: 60_000 },
      (error, stdout, stderr) => {
        if (!error) resolve(undefined)
        else if (error.signal === 'SIGKILL' && stdout) resolve(JSON.parse(stdout))
        else reject(new Error(`the child failed: ${stderr || error.message}`))
      },
    )
  })

/** The buyer's orders, with their payments in our books. */
const ordersOf = (world: TestEngine, { buyerId }: Journey) =>
  world.database.rows<{ number: string; status: string; line: string; unsettled: boolean }>(sql`
    select o.number, o.status, l.status as line,
           exists (select 1 from payments p
                    where p.store_id = o.store_id and p.order_id = o.id
                      and p.state not in ('ready', 'fulfilled', 'refunded', 'declined', 'expired')
                  ) as unsettled
      from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id
     where o.buyer_id = ${buyerId}
  `)

/** What the gateway has of an order, under any of its ids. */
async function moneyOf(world: TestEngine, number = '') {
  const payments = await world.database.rows<{ attempt: number }>(
    sql`select p.attempt from payments p join orders o on o.store_id = p.store_id and o.id = p.order_id
         where o.number = ${number}`,
  )
  const names = [number, ...payments.map(({ attempt }) => `${number}-${attempt}`)]
  const books = await Promise.all(names.map((name) => ledgerOf(world, { order: { number: name } })))
  const sum = (of: 'approvals' | 'refunds' | 'held') =>
    books.reduce((total, { sums }) => total + sums[of], 0)
  return { approvals: sum('approvals'), refunds: sum('refunds'), held: sum('held') }
}

/** After waiting only: paid with its place, or not paid and nothing kept. */
async function expectSettled(world: TestEngine, journey: Journey, where: string) {
  const orders = await ordersOf(world, journey)
  expect(orders.length, where).toBeLessThanOrEqual(1)
  for (const { number, status, line, unsettled } of orders) {
    const lineOf: Record<string, string> = { ready: 'held', paid: 'sold', canceled: 'released' }
    expect({ line, unsettled }, where).toEqual({ line: lineOf[status], unsettled: false })
    const { held } = await moneyOf(world, number)
    expect(held, where).toBe(status === 'paid' ? PRICE : 0)
  }
}

/**
 * One minute; longer where a call may run longer at the gateway: until then its outcome is unknown.
 */
const settledWithin = ({ gateways }: Pick<TestEngine, 'gateways'>, gateway: string) => {
  const { callSeconds = 0 } = gateways.get(gateway) ?? {}
  return callSeconds < 20 ? 60 : callSeconds + 60
}

/** One journey that dies at `killAt`, is settled within a minute, and then continues. */
async function dieAndGoOn(
  lane: Lane,
  killAt: number,
  { gateway, first, isCalls }: Way,
): Promise<Death | undefined> {
  const { world } = lane
  const journey = await givenJourney(lane, first + killAt, gateway)
  const site = { databaseUrl: world.databaseUrl, sandboxUrl: world.sandboxUrl }
  const death = await sendChild(killAt, isCalls, site, journey)
  const where = `${gateway}, ${death ? `killed at ${killAt}: ${death.step}, ${death.name}` : 'not killed'}`

  const restarted = openEngine(site)
  const server = { ...world, ...restarted }
  await pass(server, settledWithin(server, gateway))
  await expectSettled(server, journey, where)
  await expectSound(world)
  await pass(server, 120) // the key of the interrupted request is free again
  if (death && death.step !== 'cancel') {
    await walk(restarted, journey, { from: death.step, to: 'return' })
    const orders = await ordersOf(server, journey)
    expect(orders, where).toMatchObject([{ status: 'paid', line: 'sold', unsettled: false }])
    const money = await moneyOf(server, orders[0]?.number)
    expect(money, where).toMatchObject({ approvals: 1, held: PRICE })
  }
  await walk(restarted, journey, { from: 'cancel' })
  const orders = await ordersOf(server, journey)
  expect(orders, where).toMatchObject([{ status: 'canceled', line: 'released', unsettled: false }])
  const money = await moneyOf(server, orders[0]?.number)
  expect(money, where).toMatchObject({ approvals: 1, refunds: 1, held: 0 })
  await expectSound(world)
  await restarted.database.close()
  return death
}

interface Way {
  readonly gateway: string
  /** Journeys use up minutes of the day, so each gateway has its own hour. */
  readonly first: number
  readonly takes: 'approve' | 'lookup'
  readonly isCalls: boolean
}

const isEverywhere = process.env.TEST_BOUNDARIES === 'all'
const ways: readonly Way[] = [
  { gateway: 'kakaopay', first: 0, takes: 'approve', isCalls: false },
  { gateway: 'toss', first: 100, takes: 'approve', isCalls: !isEverywhere },
  { gateway: 'portone-v2', first: 200, takes: 'approve', isCalls: !isEverywhere },
  { gateway: 'portone-v1', first: 300, takes: 'lookup', isCalls: false },
  { gateway: 'stripe', first: 400, takes: 'approve', isCalls: !isEverywhere },
]

test.each(ways)(
  'killed at any boundary of paying by $gateway, the server settles every order in time',
  async (way) => {
    const deaths: string[] = []
    await Promise.all(
      lanes.map(async (lane, at) => {
        for (let killAt = at + 1; ; killAt += LANES) {
          const death = await dieAndGoOn(lane, killAt, way)
          if (!death) return
          deaths[killAt - 1] = `${death.step}: ${death.name}`
        }
      }),
    )
    const transaction = ['before a transaction', 'before commit', 'after a transaction']
    const calls = [
      ...['start: before prepare', 'start: after prepare'],
      ...[`return: before ${way.takes}`, `return: after ${way.takes}`],
      ...['cancel: before cancel', 'cancel: after cancel'],
    ]
    const transactions = steps.flatMap((step) => transaction.map((name) => `${step}: ${name}`))
    const expected = way.isCalls ? calls : [...transactions, ...calls]
    expect(deaths).toEqual(expect.arrayContaining(expected))
  },
  360_000,
)
