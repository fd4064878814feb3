import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../engine.ts'
import { placeBooking } from '../../front-doors/dining/operations.ts'
import { openDining } from '../../front-doors/dining/restaurant.fixture.ts'
import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { doorOf } from '../doors.ts'
import { giveWaiting } from './give.ts'
import { joinWaitlist } from './join.ts'
import { makeOffer, offerVacancies } from './offer.ts'
import { settleOffers } from './queries.ts'
import { soldClaim, soldOf } from './sold-time.ts'

// Several processes on one database, each pausing between read and write.

const { dining, offer, book } = openDining()
let processes: ReturnType<typeof openSlowProcesses>
beforeEach(() => {
  processes = openSlowProcesses(dining.engine, 3)
})
afterEach(async () => {
  await processes.close()
})

const SOLD = 2
const WAITING = 6

const outcomeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'got it',
    (problem: Problem) => problem.type,
  )

async function givenLine() {
  const { engine, restaurantId: storeId, tomorrow: date } = dining
  const tableTimeId = await offer({ capacity: SOLD, price: 0 })
  const item = { tableTimeId, date }
  const take = (by: Engine) =>
    placeBooking(by, {
      ...{ restaurantId: storeId, buyerId: engine.newId<'Account'>(), ...item },
      once: { scope: engine.newId(), key: engine.newId(), fingerprint: '' },
    })
  for (let at = 0; at < SOLD; at += 1) await take(engine)
  const guests: Id<'Account'>[] = []
  for (let at = 0; at < WAITING; at += 1) {
    const buyerId = engine.newId<'Account'>()
    await joinWaitlist(engine, { storeId, buyerId, item })
    guests.push(buyerId)
  }
  return { storeId, item, take, guests }
}

/** What is held ends this instant. */
const endHolds = (storeId: string) =>
  dining.engine.database.run(sql`
    update orders set expires_at = created_at + interval '1 millisecond'
     where store_id = ${storeId} and status = 'ready'`)

const offeredTo = async (storeId: string): Promise<string[]> =>
  (
    await dining.engine.database.rows<{ buyerId: string }>(sql`
      select buyer_id as "buyerId" from waitlist_entries
       where store_id = ${storeId} and state = 'offered' order by ranked_at, id`)
  ).map(({ buyerId }) => buyerId)

test('freed tables reach the waitlist first and in order, whoever reaches for them on however many connections', async () => {
  const { storeId, take, guests } = await givenLine()
  for (let round = 0; round < WAITING / SOLD; round += 1) {
    await endHolds(storeId)
    await dining.engine.database.transaction((tx) => settleOffers(tx, 100))
    const reaching = Array.from({ length: 30 }, (_, at) => {
      const by = processes.processOf(at)
      return at % 5 === 0 ? outcomeOf(offerVacancies(by)) : outcomeOf(take(by))
    })
    const outcomes = await Promise.all(reaching)
    expect(outcomes.filter((_, at) => at % 5 !== 0)).toEqual(Array(24).fill('sold-out'))
    while ((await offerVacancies(dining.engine)) > 0);
    expect(await offeredTo(storeId)).toEqual(guests.slice(round * SOLD, (round + 1) * SOLD))
  }
  expect(processes.refusals).toEqual([])
})

test('whose turn it is decides the lock of the place: offers that are made in any order go to the first in line', async () => {
  const { storeId, item, guests } = await givenLine()
  const { engine } = dining
  const entries = await engine.database.rows<{
    id: string
    placeId: string
    buyerId: string
  }>(sql`
    select id, place_id as "placeId", buyer_id as "buyerId" from waitlist_entries
     where store_id = ${storeId} order by ranked_at desc, id desc`)
  await endHolds(storeId)
  const selling = soldOf(doorOf(engine, 'dining'), item)
  if (!selling) throw new Error('dining sells no such thing')
  const offers = entries.flatMap((entry, at) =>
    [0, 1].map((again) => {
      const claim = soldClaim(selling, { ...entry, quantity: 1 })
      const turn = { ...entry, storeId, offerMinutes: null }
      return outcomeOf(makeOffer(processes.processOf(at + again), turn, claim))
    }),
  )
  const outcomes = await Promise.all(offers)
  expect(outcomes.slice(0, -2 * SOLD)).toEqual(Array(2 * (WAITING - SOLD)).fill('sold-out'))
  expect(await offeredTo(storeId)).toEqual(guests.slice(0, SOLD).toSorted(byTurn(guests)))
  expect(processes.refusals).toEqual([])
})

test('a guest who joins two lines at once waits in both', async () => {
  const { restaurantId: storeId, house, tomorrow: date } = dining
  const ids = [
    await offer({ capacity: 1, price: 0 }),
    await offer({ capacity: 1, price: 0, time: '20:30' }),
  ]
  const other = await house.customer()
  for (const tableTimeId of ids) expect((await book(other, { tableTimeId, date })).status).toBe(201)
  const statuses: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const guest = await house.customer()
    const joined = await Promise.all(
      ids.map((tableTimeId) =>
        guest('POST', `/v1/stores/${storeId}/waitlist-entries`, { item: { tableTimeId, date } }),
      ),
    )
    statuses.push(...joined.map(({ status }) => status))
  }
  expect([...new Set(statuses)]).toEqual([201])
})

test('what a guest waits for joins what the account begins to wait for at the same instant', async () => {
  const { engine, restaurantId: storeId } = dining
  const { item } = await givenLine()
  const slow = openSlowProcesses(engine, 2, { transactions: true })
  const outcomes: string[] = []
  for (let round = 0; round < 6; round += 1) {
    const [from, to] = [engine.newId<'Account'>(), engine.newId<'Account'>()]
    await joinWaitlist(engine, { storeId, buyerId: from, item })
    const joining = outcomeOf(joinWaitlist(slow.processOf(1), { storeId, buyerId: to, item }))
    await pause(20 * round)
    const cell = slow.processOf(0).cell(storeId)
    outcomes.push(
      await outcomeOf(cell.transaction((tx) => giveWaiting(tx, from, to))),
      await joining,
    )
  }
  await slow.close()
  expect([...new Set(outcomes)]).toEqual(['got it'])
  expect(slow.refusals).toEqual([])
})

const byTurn = (guests: readonly string[]) => (one: string, other: string) =>
  guests.indexOf(one) - guests.indexOf(other)
