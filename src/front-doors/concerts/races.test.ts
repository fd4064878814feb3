import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Engine } from '../../engine.ts'
import { Problem } from '../../kernel/problem.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { placeId } from '../../places/place-id.ts'
import { makePlaces } from '../../places/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { openConcerts } from './concert.fixture.ts'
import { bookSeats, type SeatsAsk } from './operations.ts'
import { seatKey } from './rules.ts'

const { concerts, free } = openConcerts()

/** Books as somebody new; `won`, or why not. */
async function outcomeOf(
  what: Pick<SeatsAsk, 'seatIds' | 'best'>,
  door: Engine = concerts.engine,
): Promise<string> {
  const buyerId = door.newId<'Account'>()
  const { concertId, performanceId } = concerts
  const once = { scope: buyerId, key: buyerId, fingerprint: buyerId }
  try {
    await bookSeats(door, { concertId, performanceId, buyerId, once, ...what })
    return 'won'
  } catch (error) {
    if (error instanceof Problem) return error.type
    throw error
  }
}

/** Each sold seat with how often it is held. */
const heldSeats = () =>
  concerts.engine.database.rows<{ key: string; times: number }>(sql`
    select p.key, count(*)::integer as times
      from order_lines l
      join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.store_id = ${concerts.concertId} and l.status = 'held'
     group by p.key
  `)

/** Makes the places of seats, as if they had been sold and had come back. */
async function givenPlaces(seatIds: readonly number[]) {
  const { engine, concertId, performanceId } = concerts
  const { startsAt } = await engine.database.one<{ startsAt: Date }>(
    sql`select starts_at as "startsAt" from performances where id = ${performanceId}`,
  )
  const places = seatIds.map((seatId) => {
    const key = seatKey(performanceId, seatId)
    return { id: placeId(concertId, key), key, capacity: 1, startsAt }
  })
  await makePlaces(engine.database, concertId, places)
}

test('the same seats are pressed in four processes, again and again: one claim has them each time', async () => {
  const { processOf, refusals, close } = openSlowProcesses(concerts.engine, 4)
  for (let round = 0; round < 8; round += 1) {
    const seatIds = [round * 3 + 1, round * 3 + 2]
    if (round % 2) await givenPlaces(seatIds.slice(round % 4 === 1 ? 0 : 1))
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, at) => outcomeOf({ seatIds }, processOf(at))),
    )
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1)
  }
  await close()
  expect(refusals).toEqual([])
})

test('best and named seats in four processes: no seat twice, and no constraint has to refuse', async () => {
  await givenPlaces(Array.from({ length: 25 }, (_, at) => at * 2 + 1))
  const { processOf, refusals, close } = openSlowProcesses(concerts.engine, 4)
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      outcomeOf(
        at % 3 === 0
          ? { seatIds: [(at % 50) + 1, ((at + 10) % 50) + 1] }
          : { best: { quantity: 2 } },
        processOf(at),
      ),
    ),
  )
  await close()
  expect(refusals).toEqual([])
  const held = await heldSeats()
  expect(held.filter(({ times }) => times > 1)).toEqual([])
  expect(held).toHaveLength(2 * outcomes.filter((outcome) => outcome === 'won').length)
  expect((await free()).data).toHaveLength(50 - held.length)
  const allowed = ['won', 'seat-taken', 'none-together', 'best-seats-taken']
  expect(outcomes.filter((outcome) => !allowed.includes(outcome))).toEqual([])
})

/** What becomes of a claim while its organiser is about to change the performance. */
async function claimDuring(change: string, seatId: number): Promise<string> {
  const { engine, concertId, performanceId } = concerts
  const client = await engine.database.pool.connect()
  let outcome = ''
  let waiting: Promise<void> | undefined
  try {
    await client.query('begin')
    await client.query('select from performances where store_id = $1 and id = $2 for update', [
      concertId,
      performanceId,
    ])
    await client.query(change, [concertId, performanceId])
    waiting = outcomeOf({ seatIds: [seatId] }).then((said) => {
      outcome = said
    })
    const locks = sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `
    while (!outcome && !(await engine.database.maybe(locks))) await pause(10)
  } finally {
    await client.query('commit')
    client.release()
  }
  await waiting
  return outcome
}

test('a claim waits for a cancellation of its performance that is under way, and is refused', async () => {
  expect(await outcomeOf({ seatIds: [1] })).toBe('won')
  const cancel = `update performances set canceled_at = now(), cancel_reason = ''
                   where store_id = $1 and id = $2`
  expect(await claimDuring(cancel, 2)).toBe('performance-canceled')
})

test('a seat that is held back while a claim waits for it is not sold', async () => {
  const holdBack = `insert into held_back_seats (store_id, performance_id, seat_id, note, held_at)
                    values ($1, $2, 2, '', now())`
  expect(await claimDuring(holdBack, 2)).toBe('seat-held-back')
})
