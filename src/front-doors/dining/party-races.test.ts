import { expect, test } from 'vitest'
import type { Engine } from '../../engine.ts'
import { Problem } from '../../kernel/problem.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { placeParty } from './parties.ts'
import { openParties } from './party.fixture.ts'

const { dining, seat, freeTimes } = openParties()

interface Asked {
  readonly party: number
  readonly time: string
}

/** Books as somebody new; `won`, or why not. */
async function outcomeOf(engine: Engine, what: Asked): Promise<string> {
  const buyerId = engine.newId<'Account'>()
  const once = { scope: buyerId, key: buyerId, fingerprint: buyerId }
  const { restaurantId, tomorrow: date } = dining
  try {
    await placeParty(engine, { restaurantId, buyerId, once, date, ...what })
    return 'won'
  } catch (error) {
    // a client asks again: this machine was too slow
    if (error instanceof Problem && error.type === 'busy') return outcomeOf(engine, what)
    if (error instanceof Problem) return error.type
    throw error
  }
}

/** Ten of each size in two areas, with rows of tables that are pushed together. */
const forty = {
  areas: {
    홀: [...Array(10).fill([1, 2]), ...Array(10).fill([1, 4])],
    테라스: [...Array(10).fill([2, 4]), ...Array(10).fill([3, 6])],
  },
  joins: Array.from({ length: 40 }, (_, at) => [at, at + 1] as const).filter(
    ([one]) => one % 10 !== 9,
  ),
}

const TIMES = ['17:00', '18:00', '18:30', '19:00', '20:00', '20:30']

test('300 parties of one to eight for 40 tables in three processes: no quarter twice, no party torn, and nobody is refused who fits', async () => {
  await seat(forty)
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3)
  const asks = Array.from({ length: 300 }, (_, at) => ({
    party: ((at * 7) % 8) + 1,
    time: TIMES[(at * 5) % TIMES.length] ?? '',
  }))
  const outcomes = await Promise.all(asks.map((ask, at) => outcomeOf(processOf(at), ask)))
  await close()
  expect(refusals).toEqual([])
  expect([...new Set(outcomes)].toSorted()).toEqual(['no-table-free', 'won'])
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
    ({ party, time }, at) => outcomes[at] !== 'won' && freeOf.get(party)?.includes(time),
  )
  expect(wronged).toEqual([])
})

test('one table is wanted in three processes again and again: one party has it each time', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3)
  for (const time of ['17:00', '19:30']) {
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, (_, at) => outcomeOf(processOf(at), { party: (at % 4) + 1, time })),
    )
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1)
  }
  await close()
  expect(refusals).toEqual([])
})
