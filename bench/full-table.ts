import type { Id } from '../src/kernel/id.ts'
import { connectEngine, givenRestaurant, hotClaims } from './engine.ts'
import { fillOrders } from './fill.ts'
import type { Ground } from './ground.ts'
import { type Bench, byTurns, measureRate, perSecond, say, setting, whole } from './measure.ts'

const waiting = 256
const claims = 5_000
const rounds = 6
const few = 10_000

/**
 * Claims with many orders in the table, against claims with few, both warm. After a checkpoint
 * PostgreSQL writes whole pages on first change, and claims touch more pages of a large table:
 * `cold` is the first 20,000 claims after one.
 */
export const fullTable: Bench = {
  name: 'full-table',
  async run(ground) {
    const many = setting('BENCH_ORDERS', 1_000_000)
    const patienceSeconds = setting('BENCH_FILL_SECONDS', 300)
    const young = await filledDatabase(ground, { orders: few, patienceSeconds })
    const old = await filledDatabase(ground, { orders: many, patienceSeconds })
    // One copy a round: claims would soon make a table of 10,000 one of 40,000. All are made before
    // and dropped after, because both end in a checkpoint.
    const copies: Filled[] = []
    for (let round = 0; round < rounds; round += 1)
      copies.push({ ...young, url: await ground.database(young.url) })
    try {
      const cold = await claimIn(old, 4 * claims)
      const { first, second } = await byTurns(
        rounds,
        () => claimIn(old),
        (round) => claimIn(copies[round] ?? young),
      )
      say(
        `claims/s, ${whole(old.filled)}: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`,
      )
      say(`claims/s, ${whole(few)}: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
      const ratio = perSecond(...first) / perSecond(...second)
      return [
        {
          measure: `claims with ${whole(old.filled)} orders in the table, in process, warm`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))}/s with ${whole(few)} (cold: ${whole(perSecond(cold))}/s)`,
          ratio,
          goal: '≥ 0.8×',
          met: ratio >= 0.8,
        },
      ]
    } finally {
      for (const { url } of [young, old, ...copies]) await ground.drop(url)
    }
  },
}

interface Filled {
  readonly url: string
  readonly storeId: Id<'Store'>
  readonly filled: number
}

async function filledDatabase(
  ground: Ground,
  ask: Parameters<typeof fillOrders>[2],
): Promise<Filled> {
  const url = await ground.database()
  const engine = connectEngine(url)
  const storeId = await givenRestaurant(engine)
  const filled = await fillOrders(engine, storeId, ask)
  await engine.database.close()
  return { url, storeId, filled }
}

/** Claims a new hot slot of the store, over new, warmed-up connections. */
async function claimIn({ url, storeId }: Filled, count = claims) {
  const engine = connectEngine(url)
  const claimOne = hotClaims(engine, storeId)
  await measureRate(claims / 5, waiting, claimOne)
  const rate = await measureRate(count, waiting, claimOne)
  await engine.database.close()
  return rate
}
