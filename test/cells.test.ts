import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishJoins, type Joining, join } from '../src/accounts/guests/join.ts'
import { writeMail } from '../src/bookings/mails/booking-mail.ts'
import { listBookings, readBooking } from '../src/bookings/read.ts'
import { consume } from '../src/events/consume.ts'
import { registerConsumer } from '../src/events/queries.ts'
import { drain } from '../src/events/relay.ts'
import { joining } from '../src/joining.ts'
import type { Id } from '../src/kernel/id.ts'
import { leavingOf } from '../src/leaving.ts'
import { openMailbox } from '../src/mail/mailbox.fixture.ts'
import { queueMails } from '../src/mail/queue.ts'
import { sendMails } from '../src/mail/send.ts'
import { expireOrders } from '../src/orders/expire.ts'
import { quoteOwnOrder } from '../src/payments/cancel.ts'
import { readOwnHistory } from '../src/payments/history.ts'
import { reconcile } from '../src/payments/reconcile.ts'
import type { Cell } from '../src/postgres/cells.ts'
import { connect } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'
import { listOwnStores, listStores } from '../src/stores/operations.ts'
import { PLATFORM_STORE } from '../src/wallets/charge-rules.ts'
import { testDatabase } from './database.ts'
import { givenStore, type TestEngine, testEngine } from './engine.ts'
import { cancel, givenBuyer, givenHeld, type Held, pay, press, start } from './paying.ts'

// Two cells, each a database of its own; the first one has the house as well. A statement of one
// cell that asked the other would find nothing.

let engine: TestEngine
let cells: readonly [Cell, Cell]
const placed = new Map<Id<'Store'>, number>()
let opensIn = 0

beforeAll(async () => {
  const one = await testEngine()
  const second = await testDatabase()
  const database = connect(second.url, { connections: 4 })
  cells = [
    { name: 'main', database: one.database },
    { name: 'second', database },
  ]
  placed.set(PLATFORM_STORE, 0)
  engine = {
    ...one,
    cells,
    cell(storeId) {
      if (!placed.has(storeId)) placed.set(storeId, opensIn)
      return (cells[placed.get(storeId) ?? 0] ?? cells[0]).database
    },
    async advance(seconds) {
      await one.advance(seconds)
      const moved = sql`update clock set ahead = ahead + make_interval(secs => ${seconds})`
      await database.run(moved)
    },
  }
  return async () => {
    await database.close()
    await second.drop()
  }
})
afterAll(() => engine.close())

/** A held place at a store of each cell, of the same buyer. */
async function givenOneInEach(given: { startsAt?: Date } = {}): Promise<[Held, Held]> {
  const buyerId = await givenBuyer(engine)
  const held: Held[] = []
  for (const at of [0, 1]) {
    opensIn = at
    const storeId = await givenStore(engine)
    held.push(await givenHeld(engine, { storeId, buyerId, ...given }))
  }
  return held as [Held, Held]
}

const statuses = (held: readonly Held[]) =>
  Promise.all(
    held.map(async ({ storeId, order }) => {
      const row = await engine.cell(storeId).one<{ status: string }>(sql`
        select status from orders where store_id = ${storeId} and id = ${order.id}
      `)
      return row.status
    }),
  )

test('stores of all cells are one list, page by page', async () => {
  const all = new Set<string>()
  for (const at of [0, 1, 0, 1, 1]) {
    opensIn = at
    const storeId = await givenStore(engine)
    await engine.cell(storeId).run(sql`
      insert into table_times (store_id, id, weekday, at, capacity, price, created_at)
      values (${storeId}, ${engine.newId()}, 1, '19:00', 1, 0, now())
    `)
    all.add(storeId)
  }
  const seen: string[] = []
  let after: string | undefined
  do {
    const found = await listStores(engine, { door: 'dining', after, limit: 2 })
    seen.push(...found.map(({ id }) => id))
    after = found.length === 2 ? found.at(-1)?.id : undefined
  } while (after)
  expect(seen).toEqual(seen.toSorted())
  expect(new Set(seen).size).toBe(seen.length)
  expect(all.difference(new Set(seen)).size).toBe(0)
  const stranger = { callerId: engine.newId<'Account'>(), everyStore: false }
  expect(await listOwnStores(engine, stranger, { limit: 2 })).toEqual([])
})

test('a buyer’s bookings of all cells are one list: upcoming by start, then past ones', async () => {
  const startsAt = (days: number) => new Date(Date.now() + days * 86_400_000)
  const [one] = await givenOneInEach()
  const { buyerId } = one
  const upcoming: Held[] = []
  for (const days of [1, 2, 3, 4]) {
    opensIn = days % 2
    const storeId = await givenStore(engine)
    upcoming.push(await givenHeld(engine, { storeId, buyerId, startsAt: startsAt(days) }))
  }
  const past: Held[] = []
  for (const at of [0, 1]) {
    opensIn = at
    const held = await givenHeld(engine, { storeId: await givenStore(engine), buyerId })
    await cancel(engine, held)
    past.unshift(held)
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { data, nextCursor } = await listBookings(engine, { buyerId, cursor, limit: 3 })
    seen.push(...data.map(({ id }) => id))
    cursor = nextCursor ?? undefined
  } while (cursor)
  expect(seen.slice(2)).toEqual([...upcoming, ...past].map(({ order }) => order.id))
  expect(seen.length).toBe(2 + 4 + 2)
})

test('an order is found by its id alone, whichever cell it is in', async () => {
  for (const held of await givenOneInEach()) {
    const { buyerId, order } = held
    const booking = await readBooking(engine, { buyerId, bookingId: order.id })
    expect(booking).toMatchObject({ id: order.id, status: 'ready' })
    expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled' })
    expect(await readOwnHistory(engine, buyerId, order.id)).toMatchObject({ orderId: order.id })
    expect(await quoteOwnOrder(engine, { buyerId, orderId: order.id })).toBeDefined()
    expect(await cancel(engine, held)).toMatchObject({ stored: 'canceled' })
    const stranger = { ...held, buyerId: engine.newId<'Account'>() }
    await expect(cancel(engine, stranger, 'k')).rejects.toMatchObject({ type: 'not-yours' })
  }
})

test('jobs work in every cell: expiry, reconciliation, mails', async () => {
  const left = await givenOneInEach()
  const unpaid = await Promise.all(left.map((held) => start(engine, held)))
  await Promise.all(unpaid.map((view) => press(view, 'pay')))
  const paid = await givenOneInEach()
  for (const held of paid) await pay(engine, held)
  await engine.advance(3_600)
  expect(await expireOrders(engine)).toBeGreaterThanOrEqual(2)
  expect(await statuses(left)).toEqual(['failed', 'failed'])
  expect(await reconcile(engine)).toBeGreaterThanOrEqual(2)
  expect(await statuses(paid)).toEqual(['paid', 'paid'])

  const mailbox = await openMailbox()
  for (const cell of cells) while ((await drain(engine, [queueMails(engine)], cell)) > 0);
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  const confirmed = await mailbox.received(`${paid[0].buyerId}@buyers.test`)
  expect(confirmed.length).toBe(2)
  await mailbox.remove()
})

test('a consumer reads the log of each cell', async () => {
  const heard: string[] = []
  const consumer = {
    name: 'cells',
    topics: ['order.paid'],
    handle: async (_: unknown, { storeId }: { storeId: string | null }) => {
      heard.push(storeId ?? '')
    },
  }
  for (const cell of cells) {
    while ((await drain(engine, [], cell)) > 0);
    await registerConsumer(cell.database, consumer.name)
  }
  const held = await givenOneInEach()
  for (const one of held) await pay(engine, one)
  const { signal } = new AbortController()
  for (const cell of cells) {
    while ((await drain(engine, [], cell)) > 0);
    await consume(engine, consumer, signal, cell)
  }
  expect(heard).toEqual(held.map(({ storeId }) => storeId))
})

test('what a guest has in every cell becomes the account’s, and is finished there after a crash', async () => {
  const [one, other] = await givenOneInEach()
  const accountId = await givenBuyer(engine)
  const guestId = one.buyerId
  await engine.house.run(
    sql`update accounts set is_guest = true, email_verified = false where id = ${guestId}`,
  )
  const buyers = () =>
    Promise.all(
      [one, other].map(async ({ storeId, order }) => {
        const row = await engine.cell(storeId).one<{ buyer: string; line: string }>(sql`
          select o.buyer_id as buyer, l.buyer_id as line
            from orders o
            join order_lines l on l.store_id = o.store_id and l.order_id = o.id
           where o.store_id = ${storeId} and o.id = ${order.id}
        `)
        expect(row.line).toBe(row.buyer)
        return row.buyer
      }),
    )
  let moved = 0
  const [first] = joining.joined
  const dies: Joining = {
    ...joining,
    joined: [
      async (tx, ...both) => {
        moved += 1
        if (moved > 1) throw new Error('killed')
        await first?.(tx, ...both)
      },
    ],
  }
  await expect(join(engine, { guestId, accountId }, dies)).rejects.toThrow('killed')
  expect(await buyers()).toEqual([accountId, guestId])
  await engine.advance(60)
  await finishJoins(engine, joining, leavingOf(engine))
  expect(await buyers()).toEqual([accountId, accountId])
})
