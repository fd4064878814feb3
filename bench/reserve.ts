import { sql } from '../src/postgres/sql.ts'
import { startChild } from './child.ts'
import { connectEngine } from './engine.ts'
import { drained, givenSessions, post } from './http-claims.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, byTurns, measureRate, perSecond, say, setting, whole } from './measure.ts'
import { plainUpdates } from './plain-updates.ts'
import { givenShop } from './shop.ts'

const connections = 64
const rounds = 4

/**
 * `POST /reserve/timetable` on one row over HTTP, as one service calls it; against the seed's own
 * statement with a transaction each, and against an empty route.
 */
export const reserving: Bench = {
  name: 'reserve',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const plain = await plainUpdates(url, connections)
    const server = startChild('./server.ts')
    const generator = startChild('./load.ts')
    try {
      const [token = ''] = await givenSessions(engine, 1)
      const { id: ownerId } = await engine.database.one<{ id: string }>(
        sql`update accounts set role = 'owner' returning id`,
      )
      const calls = setting('BENCH_RESERVES', 20_000)
      // One day's size each: a new row for every round, so that all succeed.
      const shops = await Promise.all(
        Array.from({ length: rounds + 2 }, () => givenShop(engine, ownerId, 1)),
      )
      const { port } = await server.ask<{ port: number }>({ url })
      const fire = async (path: string, body: object, isKeyed: boolean, count = calls) => {
        const requests = Array.from({ length: isKeyed ? count : 1 }, () =>
          post(path, token, body, { isKeyed }),
        )
        const answer = await generator.ask<LoadAnswer>({
          port,
          connections,
          count,
          requests,
        } satisfies LoadAsk)
        if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
        await drained(engine)
        return answer
      }
      const reserve = (round: number, isKeyed = false) =>
        fire('/reserve/timetable', { timetableId: shops[round]?.timetableId }, isKeyed)

      const update = (count: number) => measureRate(count, connections, plain.updateOne)
      await reserve(rounds)
      await fire('/v1/empty', {}, false)
      await update(connections * 4)
      const { first, second } = await byTurns(
        rounds,
        (round) => reserve(round),
        async () => ({
          empty: await fire('/v1/empty', {}, false),
          plain: await update(calls / 10),
        }),
      )
      const keyed = await reserve(rounds + 1, true)
      const empties = second.map(({ empty }) => empty)
      const plains = second.map((round) => round.plain)
      say(`reserves/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`empty posts/s by round: ${empties.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`updates/s by round: ${plains.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`reserves: p99 ${first.map(({ p99Ms }) => `${p99Ms.toFixed(0)} ms`).join(' ')}`)
      say(`with a key each: ${whole(perSecond(keyed))}/s`)
      const figure = `${whole(perSecond(...first))}/s`
      const toPlain = perSecond(...first) / perSecond(...plains)
      const toEmpty = perSecond(...first) / perSecond(...empties)
      const measure = `reserves on one row, over HTTP, ${connections} connections`
      return [
        {
          measure,
          figure,
          comparedWith: `${whole(perSecond(...plains))} plain updates/s, ${connections} connections`,
          ratio: toPlain,
          goal: '≥ 3×',
          met: toPlain >= 3,
        },
        {
          measure,
          figure,
          comparedWith: `${whole(perSecond(...empties))} empty JSON posts/s`,
          ratio: toEmpty,
          goal: '≥ 0.5×',
          met: toEmpty >= 0.5,
        },
      ]
    } finally {
      await generator.stop()
      await server.stop()
      await plain.close()
      await engine.database.close()
      await ground.drop(url)
    }
  },
}
