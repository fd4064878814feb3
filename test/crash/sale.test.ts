import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done } from '../../src/front-doors/concerts/concert.fixture.ts'
import type { Id } from '../../src/kernel/id.ts'
import { addDays, later, wallDate } from '../../src/kernel/time.ts'
import { expireOrders } from '../../src/orders/expire.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { sql } from '../../src/postgres/sql.ts'
import { schemaFolders } from '../../src/schema.ts'
import { mostInside } from '../../src/waiting-room/room.fixture.ts'
import { chargeIn } from '../../src/wallets/charge.ts'
import { PLATFORM_STORE } from '../../src/wallets/charge-rules.ts'
import { expectCleanAudit } from '../audited.ts'
import { FREE_TERMS } from '../consents.ts'
import { type TestEngine, testEngineAt } from '../engine.ts'
import { type Person, testServer } from '../server.ts'
import {
  type Answer,
  askUntilCertain,
  givenPeople,
  openServer,
  type ServerProcess,
  type SignedIn,
} from './people.ts'
import { type Cluster, openCluster } from './postgres.ts'

// A thousand people for fifty seats, the whole way: join, be called, enter, dates, seats, claim, pay.
// Three servers; one is killed on the way, and PostgreSQL is restarted.

const PEOPLE = 1_000
const SEATS = 50
const CAPACITY = 30
const PRICE = 50_000

let cluster: Cluster
let engine: TestEngine
let owner: Person
const servers: ServerProcess[] = []
const agent = new Agent({ keepAlive: true, maxSockets: 200 })

beforeAll(async () => {
  cluster = await openCluster()
  await migrate(cluster.url, schemaFolders)
  engine = await testEngineAt({ url: cluster.url, drop: async () => {} })
  owner = await (await testServer(engine)).owner()
  servers.push(...(await Promise.all([0, 1, 2].map(() => openServer(engine)))))
}, 240_000)
afterAll(async () => {
  agent.destroy()
  for (const { child } of servers) child.kill('SIGKILL')
  await engine?.close()
  await cluster?.close()
}, 60_000)

/** Signed-in people with enough in their wallets. */
async function givenBuyers(): Promise<SignedIn[]> {
  const people = await givenPeople(engine, PEOPLE)
  for (let from = 0; from < people.length; from += 50)
    await Promise.all(people.slice(from, from + 50).map(({ accountId }) => fill(accountId)))
  return people
}

const fill = (accountId: Id<'Account'>) =>
  engine.database.transaction((tx) =>
    chargeIn(tx, {
      ...{ accountId, amount: PRICE, currency: 'KRW', gateway: 'kakaopay' },
      ...{ storeId: PLATFORM_STORE, orderId: engine.newId(), paymentId: engine.newId() },
      operationKey: `given:${accountId}`,
    }),
  )

/** A concert of fifty seats, with a room that opens soon. */
async function givenConcert() {
  const { id: concertId } = await done(
    owner<{ id: Id<'Store'> }>('POST', '/v1/concerts', {
      ...{ name: '겨울 음악회', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
    }),
  )
  const at = (path: string) => `/v1/concerts/${concertId}${path}`
  const levels = [{ code: 'R', name: 'R석', price: PRICE }]
  await done(owner('PUT', at('/price-levels'), { levels }))
  await done(owner('POST', at('/hall/library'), { code: 'black-box' }))
  const date = addDays(wallDate(new Date(), 'Asia/Seoul'), 30)
  const { id: performanceId } = await done(
    owner<{ id: string }>('POST', at('/performances'), { date, time: '19:30' }),
  )
  const opensAt = later(new Date(), 20).toISOString()
  const room = { opensAt, ratePerMinute: 1_200, capacity: CAPACITY }
  await done(owner('POST', `/v1/stores/${concertId}/waiting-room`, room))
  return { concertId, performanceId }
}

/** Somebody at a browser. */
const ask = (
  of: SignedIn & { token?: string },
  turn: number,
  [method, path]: readonly [string, string],
  body?: object,
): Promise<Answer> => {
  const headers = {
    authorization: of.authorization,
    'idempotency-key': engine.newId(),
    ...(of.token && { 'waiting-token': of.token }),
  }
  return askUntilCertain(agent, servers, turn, { method, path, headers, body })
}

interface Sale {
  readonly concertId: string
  readonly performanceId: string
  sold: number
  isOver: boolean
  readonly wrong: unknown[]
}

const nameOf = ({ body }: Answer) => body.type?.split('/').at(-1)

/** Waits for the turn. @returns the pass; undefined when the sale is over first */
async function waitFor(sale: Sale, buyer: SignedIn, turn: number): Promise<string | undefined> {
  const room = `/v1/stores/${sale.concertId}/waiting-room`
  const joined = await ask(buyer, turn, ['POST', `${room}/tickets`])
  if (joined.status !== 201) sale.wrong.push(joined)
  const ticket = { ...buyer, token: `${joined.body.token}` }
  while (!sale.isOver) {
    await pause(400 + 400 * Math.random())
    const at = await ask(ticket, turn, ['GET', `${room}/position`])
    if (at.body.status !== 'pass' && at.body.status !== 'late') continue
    const entered = await ask(ticket, turn, ['POST', `${room}/passes`])
    if (entered.body.status === 'pass') return `${entered.body.token}`
    if (entered.status >= 400 && nameOf(entered) !== 'still-waiting') sale.wrong.push(entered)
  }
  return undefined
}

/** Chooses among the free seats until one is held. @returns the booking; undefined: all are gone */
async function takeSeat(sale: Sale, buyer: SignedIn & { token: string }, turn: number) {
  const at = `/v1/concerts/${sale.concertId}`
  const dates = await ask(buyer, turn, ['GET', `${at}/performances`])
  if (dates.status !== 200) sale.wrong.push(dates)
  const seats = `${at}/performances/${sale.performanceId}/seats`
  for (let tries = 0; tries < 20; tries += 1) {
    const found = await ask(buyer, turn, ['GET', seats])
    const free = (found.body.data ?? []) as { id: number }[]
    const seat = free[Math.floor(Math.random() * free.length)]
    if (!seat) return undefined
    const claim = { performanceId: sale.performanceId, seatIds: [seat.id], price: PRICE }
    const held = await ask(buyer, turn, ['POST', `${at}/bookings`], claim)
    if (held.status === 201) return `${held.body.id}`
    if (nameOf(held) !== 'seat-taken') sale.wrong.push(held)
  }
  return undefined
}

async function buy(sale: Sale, buyer: SignedIn, turn: number): Promise<boolean> {
  const token = await waitFor(sale, buyer, turn)
  if (!token) return false
  const inside = { ...buyer, token }
  const bookingId = await takeSeat(sale, inside, turn)
  if (!bookingId) {
    await ask(inside, turn, ['DELETE', `/v1/stores/${sale.concertId}/waiting-room/passes`])
    return false
  }
  const booker = { name: '김팬', phone: '010-1234-5678', message: '' }
  const named = await ask(inside, turn, ['PUT', `/v1/bookings/${bookingId}/booker`], booker)
  if (named.status !== 200) sale.wrong.push(named)
  const payment = { gateway: 'wallet', device: 'mobile', cancellationTerms: FREE_TERMS }
  const paid = await ask(inside, turn, ['POST', `/v1/orders/${bookingId}/payments`], payment)
  if (paid.status !== 201) sale.wrong.push(paid)
  else sale.sold += 1
  return paid.status === 201
}

test('a thousand people, fifty seats: fifty are sold, in order, and never more inside than fit', async () => {
  const [concert, buyers] = [await givenConcert(), await givenBuyers()]
  const sale: Sale = { ...concert, sold: 0, isOver: false, wrong: [] }
  const reached = async (sold: number) => {
    while (sale.sold < sold && sale.wrong.length === 0) await pause(20)
  }
  const disturbed = (async () => {
    await reached(15)
    servers[2]?.child.kill('SIGKILL')
    await reached(30)
    await cluster.restart('immediate')
    await reached(SEATS)
    await pause(3_000) // whoever is inside sees that all is gone
    sale.isOver = true
  })()
  const bought = await Promise.all(buyers.map((buyer, at) => buy(sale, buyer, at)))
  await disturbed
  expect(sale.wrong).toEqual([])
  expect(bought.filter(Boolean)).toHaveLength(SEATS)

  const { concertId } = concert
  const sold = await engine.database.rows<{ places: number; amount: number; buyer: string }>(sql`
    select count(*)::integer as places, sum(o.amount)::integer as amount, o.buyer_id as buyer
      from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status = 'sold'
     where o.store_id = ${concertId} and o.status = 'paid'
     group by o.buyer_id
  `)
  expect(sold).toHaveLength(SEATS)
  expect(sold.every(({ places, amount }) => places === 1 && amount === PRICE)).toBe(true)
  const { left } = await engine.database.one<{ left: number }>(
    sql`select sum(charged)::integer as left from wallets where charged > 0`,
  )
  expect(left).toBe((PEOPLE - SEATS) * PRICE)
  expect(await mostInside(engine, concertId)).toBeLessThanOrEqual(CAPACITY)
  const overtaken = await engine.database.rows(sql`
    select c.tick_no from waiting_calls c
      join waiting_calls before on before.room_id = c.room_id and before.tick_no < c.tick_no
     where before.head_to > c.head_from and c.called > 0 and before.called > 0
  `)
  expect(overtaken).toEqual([])
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
}, 300_000)
