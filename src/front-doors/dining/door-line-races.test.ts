import { expect, test } from 'vitest'
import { callNext } from '../../door-line/call.ts'
import { joinLine } from '../../door-line/join.ts'
import { postponeTicket } from '../../door-line/postpone.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { seatTicket } from './desk-enter.ts'
import { restaurant } from './owner-operations.ts'
import { onceOf, openParties, outcomeOf } from './party.fixture.ts'

// Three processes on one database, each pausing before it writes: only the lock of the line keeps them apart.

const { dining, seat } = openParties()

const by = () => ({ callerId: dining.restaurantId, everyStore: true, worksAt: [] })
const own = () => ({ by: by(), storeId: dining.restaurantId })

const PARTIES = 18

/** A client asks again where a slow machine was too busy: nothing was changed. */
async function insist<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem && error.type === 'busy') return insist(work)
    throw error
  }
}

type ProcessOf = ReturnType<typeof openSlowProcesses>['processOf']

async function openLine(): Promise<void> {
  await dining.owner('PUT', `/v1/stores/${dining.restaurantId}/line`, {
    ...{ isOn: true, partiesMost: PARTIES, callMinutes: 30 },
  })
}

const joinOn = (processOf: ProcessOf, nth: number) =>
  insist(() =>
    joinLine(processOf(nth), {
      ...{ storeId: dining.restaurantId, party: 2, network: undefined },
      holderId: dining.engine.newId<'Account'>(),
    }),
  )

async function givenLine(processOf: ProcessOf) {
  await openLine()
  return Promise.all(Array.from({ length: PARTIES }, (_, nth) => joinOn(processOf, nth)))
}

test('many desks in three processes call the next at once: no ticket twice, nobody overtaken', async () => {
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const tickets = await givenLine(processOf)
  expect(tickets.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: PARTIES }, (_, at) => at + 1),
  )
  const called = await Promise.all(
    Array.from({ length: PARTIES / 2 }, (_, nth) =>
      insist(() => callNext(processOf(nth), own(), undefined, onceOf(dining.engine.newId()))),
    ),
  )
  await close()
  const numbers = called.flatMap((answer) => ('number' in answer ? answer.number : []))
  expect(numbers.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: PARTIES / 2 }, (_, at) => at + 1),
  )
  const wrong = await dining.engine.database.rows(sql`
    select number from door_tickets
     where store_id = ${dining.restaurantId}
       and (calls > 1 or (state = 'called') <> (number <= ${PARTIES / 2}))`)
  expect(wrong).toEqual([])
  expect(refusals).toEqual([])
}, 120_000)

test('many guests let others go first in three processes at once: nobody shares a turn', async () => {
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const { engine, restaurantId } = dining
  await openLine()
  for (let nth = 0; nth < PARTIES; nth += 1) await joinOn(() => engine, nth) // one by one
  const holders = await engine.database.rows<{ id: Id<'DoorTicket'>; holderId: Id<'Account'> }>(sql`
    select id, holder_id as "holderId" from door_tickets where store_id = ${restaurantId}`)
  const ranks = () =>
    engine.database.rows(sql`
      select ranked_at from door_tickets where store_id = ${restaurantId} order by ranked_at`)
  const before = await ranks()
  const postponed = holders.map(({ id: ticketId, holderId }, nth) =>
    insist(() =>
      outcomeOf(() =>
        postponeTicket(
          processOf(nth),
          { holderId, ticketId, parties: 1 + (nth % 3) },
          onceOf(engine.newId()),
        ),
      ),
    ),
  )
  const outcomes = await Promise.all(postponed)
  await close()
  const { times } = await engine.database.one<{ times: number }>(sql`
    select sum(postponed)::integer as times from door_tickets where store_id = ${restaurantId}`)
  expect(await ranks()).toEqual(before) // each turn is somebody's, and nobody has another's
  expect(times).toBe(outcomes.filter((outcome) => outcome === 'done').length)
  expect(refusals).toEqual([])
}, 120_000)

test('two desks seat the same party at once: one of them does, and the others hold no table', async () => {
  await seat({ areas: { 홀: Array(4).fill([1, 4]) } })
  const { processOf, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const [ticket] = await givenLine(processOf)
  const outcomes = await Promise.all(
    [0, 1, 2].map((nth) =>
      outcomeOf(() =>
        seatTicket(
          processOf(nth),
          restaurant(by(), dining.restaurantId),
          { ticketId: ticket?.id ?? '' },
          onceOf(dining.engine.newId()),
        ),
      ),
    ),
  )
  await close()
  expect(outcomes.toSorted()).toEqual(['done', 'door-ticket-over', 'door-ticket-over'])
  const { seated } = await dining.engine.database.one<{ seated: number }>(sql`
    select count(*)::integer as seated from orders
     where store_id = ${dining.restaurantId} and status = 'paid'`)
  expect(seated).toBe(1)
  const { held } = await dining.engine.database.one<{ held: number }>(sql`
    select count(*)::integer as held from orders
     where store_id = ${dining.restaurantId} and status = 'ready' and expires_at > clock_now()`)
  expect(held).toBe(0) // those who were too late keep no table
}, 120_000)
