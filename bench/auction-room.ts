import { usualTerms } from '../src/front-doors/auctions/rules.ts'
import { sql } from '../src/postgres/sql.ts'
import type { RoomAnswer, RoomAsk } from './auction-room-viewers.ts'
import { startChild } from './child.ts'
import { type BenchEngine, connectEngine } from './engine.ts'
import { givenSessions } from './http-claims.ts'
import { type Bench, percentile, say, setting, whole } from './measure.ts'

const goals = { p99Ms: 250, socketBytes: 20_000 }
const BIDS = 100
const BIDS_PER_SECOND = 4

/** Viewers of one lot at one process: how long a bid takes to all screens, and what a socket weighs. */
export const auctionRoom: Bench = {
  name: 'auction-room',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const server = startChild('./auction-room-process.ts')
    const viewers = startChild('./auction-room-viewers.ts')
    try {
      const count = setting('BENCH_VIEWERS', 5_000)
      const tokens = await givenSessions(engine, BIDS)
      const path = await givenLot(engine)
      const { port } = await server.ask<{ port: number }>({ url })
      const ask: RoomAsk = { port, path, count, tokens, everyMs: 1000 / BIDS_PER_SECOND }
      const weigh = async () => (await server.ask<{ bytes: number }>({})).bytes
      await viewers.ask({ ...ask, count: 100 }) // what is loaded once is loaded
      const before = await weigh()
      await viewers.ask(ask)
      const bytes = ((await weigh()) - before) / count
      const { delaysMs, answersMs } = await viewers.ask<RoomAnswer>({ bids: BIDS })
      const p99 = percentile(delaysMs, 0.99)
      say(`p50 ${whole(percentile(delaysMs, 0.5))} ms, most ${whole(percentile(delaysMs, 1))} ms`)
      return [
        {
          measure: `a bid to the screens of ${whole(count)} viewers at one process`,
          figure: `p99 ${whole(p99)} ms`,
          comparedWith: `${whole(percentile(answersMs, 0.99))} ms to the answer to its bidder`,
          goal: `p99 ≤ ${goals.p99Ms} ms`,
          met: p99 <= goals.p99Ms,
        },
        {
          measure: 'memory of a process for an idle viewer',
          figure: `${(bytes / 1000).toFixed(1)} kB`,
          comparedWith: 'the same process before',
          goal: `≤ ${goals.socketBytes / 1000} kB`,
          met: bytes <= goals.socketBytes,
        },
      ]
    } finally {
      await viewers.stop()
      await server.stop()
      await engine.database.close()
      await ground.drop(url)
    }
  },
}

/** A lot that is live for longer than the bench runs. @returns its path */
async function givenLot({ database, newId }: BenchEngine): Promise<string> {
  const [storeId, lotId] = [newId(), newId()]
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    values (${storeId}, ${newId()}, 'auctions', '달빛 경매', 'Asia/Seoul', 'KRW', now())
  `)
  await database.run(sql`
    insert into lots (store_id, id, title, description, category, start_price, terms, starts_at,
                      ends_at, hard_ends_at, deposits_open, created_at)
    values (${storeId}, ${lotId}, '달항아리', '', 'art', 10000, ${JSON.stringify(usualTerms)},
            now(), now() + interval '1 day', now() + interval '1 day', false, now())
  `)
  return `/v1/auctions/${storeId}/lots/${lotId}`
}
