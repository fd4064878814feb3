import { expect, test } from 'vitest'
import type { Engine } from '../../engine.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { placeParty } from './parties.ts'
import { fortyTables, onceOf, openParties, outcomeOf, timeOf } from './party.fixture.ts'

const { dining, seat, freeTimes } = openParties()

/** Books as somebody new. */
const book = (engine: Engine, party: number, time: string) =>
  outcomeOf(() => {
    const buyerId = engine.newId<'Account'>()
    const { restaurantId, tomorrow: date } = dining
    return placeParty(engine, { restaurantId, buyerId, once: onceOf(buyerId), date, party, time })
  })

test('300 parties of one to eight for 40 tables in three processes: no quarter twice, no party torn, and nobody is refused who fits', async () => {
  await seat(fortyTables)
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3)
  const asks = Array.from({ length: 300 }, (_, at) => ({
    party: ((at * 7) % 8) + 1,
    time: timeOf(at),
  }))
  const outcomes = await Promise.all(
    asks.map(({ party, time }, at) => book(processOf(at), party, time)),
  )
  await close()
  expect(refusals).toEqual([])
  expect([...new Set(outcomes)].toSorted()).toEqual(['done', 'no-table-free'])
  const twice = await dining.engine.database.rows(sql`
    select p.key
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.store_id = ${dining.restaurantId} and l.status = 'held' and starts_with(p.key, 'table/')
     group by p.key having count(*) > 1
  `)
  expect(twice).toEqual([])
  const freeOf = new Map<number, readonly string[]>()
  for (let party = 1; party <= 8; party += 1) {
    const { times } = await freeTimes(party)
    freeOf.set(
      party,
      times.filter(({ isFree }) => isFree).map(({ time }) => time),
    )
  }
  const wronged = asks.filter(
    ({ party, time }, at) => outcomes[at] !== 'done' && freeOf.get(party)?.includes(time),
  )
  expect(wronged).toEqual([])
})

test('one table is wanted in three processes again and again: one party has it each time', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3)
  for (const time of ['17:00', '19:30']) {
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, (_, at) => book(processOf(at), (at % 4) + 1, time)),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  }
  await close()
  expect(refusals).toEqual([])
})
