import { reserve } from '../src/front-doors/timetables/gate.ts'
import { deleteTimetables } from '../src/front-doors/timetables/owner-queries.ts'
import { connectEngine } from './engine.ts'
import { type Bench, measureRate, percentile, perSecond, say, setting, whole } from './measure.ts'
import { givenShop } from './shop.ts'

const waiting = 16

/** Removes all timetables of a shop at once, while another shop is reserved at. */
export const removal: Bench = {
  name: 'removal',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    try {
      const count = setting('BENCH_TIMETABLES', 100_000)
      const ownerId = engine.newId<'Account'>()
      const [large, other] = [
        await givenShop(engine, ownerId, count),
        await givenShop(engine, ownerId, 1),
      ]
      const { timetableId } = other
      const times: number[] = []
      const reserveOne = async () => {
        const beganAt = performance.now()
        await reserve(engine, {
          callerId: ownerId,
          everyStore: false,
          timetableId,
          once: undefined,
        })
        times.push(performance.now() - beganAt)
      }
      const alone = await measureRate(5_000, waiting, reserveOne)
      times.length = 0
      let isRemoving = true
      const beganAt = performance.now()
      const removed = deleteTimetables(engine.database, large.storeId).finally(() => {
        isRemoving = false
      })
      const beside = Promise.all(
        Array.from({ length: waiting }, async () => {
          while (isRemoving) await reserveOne()
        }),
      )
      if ((await removed) !== count) throw new Error('not all of them went')
      const seconds = (performance.now() - beganAt) / 1000
      await beside
      const sorted = Float64Array.from(times).sort()
      const during = { count: times.length, seconds }
      say(`reserves elsewhere: p99 ${percentile(sorted, 0.99).toFixed(0)} ms meanwhile`)
      const ratio = perSecond(during) / perSecond(alone)
      return [
        {
          measure: `removing a shop’s ${whole(count)} timetables`,
          figure: `${seconds.toFixed(2)} s`,
          comparedWith: `${whole(perSecond(during))} reserves/s elsewhere meanwhile; ${whole(perSecond(alone))} alone`,
          ratio,
          goal: '≤ 2 s',
          met: seconds <= 2,
        },
      ]
    } finally {
      await engine.database.close()
      await ground.drop(url)
    }
  },
}
