import { connectEngine, givenRestaurant, hotClaims } from './engine.ts'
import { type Bench, byTurns, measureRate, perSecond, say, setting, whole } from './measure.ts'
import { plainUpdates } from './plain-updates.ts'

const waiting = 256
const clients = 64

/**
 * Claims on one place, in process: order, line and outbox row, committed durably. Against the
 * minimum of any design with a transaction a buyer: one conditional update of one row.
 */
export const hotSlot: Bench = {
  name: 'hot-slot',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const plain = await plainUpdates(url, clients)
    try {
      const claimOne = hotClaims(engine, await givenRestaurant(engine))
      const claims = setting('BENCH_CLAIMS', 40_000)
      const rounds = 4
      await measureRate(claims / 8, waiting, claimOne)
      await measureRate(clients * 4, clients, plain.updateOne)
      const { first, second } = await byTurns(
        rounds,
        () => measureRate(claims / rounds, waiting, claimOne),
        () => measureRate(claims / rounds / 10, clients, plain.updateOne),
      )
      say(`claims/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`updates/s by round: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
      const ratio = perSecond(...first) / perSecond(...second)
      return [
        {
          measure: `claims on one hot slot, in process, ${waiting} waiting`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))} plain updates/s, ${clients} connections`,
          ratio,
          goal: '≥ 10×',
          met: ratio >= 10,
        },
      ]
    } finally {
      await plain.close()
      await engine.database.close()
      await ground.drop(url)
    }
  },
}
