import { placeBid } from '../src/front-doors/auctions/bid.ts'
import { usualTerms } from '../src/front-doors/auctions/rules.ts'
import type { Id } from '../src/kernel/id.ts'
import { sql } from '../src/postgres/sql.ts'
import type { Child } from './child.ts'
import type { BenchEngine } from './engine.ts'
import { drained, givenSessions, post } from './http-claims.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import {
  type Bench,
  byTurns,
  measureRate,
  perSecond,
  type Row,
  say,
  setting,
  whole,
} from './measure.ts'
import { underLoad } from './under-load.ts'

const connections = 64
/** Of people who bid at once. */
const HTTP_CONNECTIONS = 256
const rounds = 4

/** Bids of different accounts on one lot, each higher than the one before, each durable. */
export const bids: Bench = {
  name: 'bids',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const inProcess = await grouped(engine)
      const tokens = await givenSessions(engine, setting('BENCH_ACCOUNTS', 20_000))
      const { port } = await server.ask<{ port: number }>({ url })
      return [inProcess, await overHttp(engine, tokens, { port, generator })]
    }),
}

const WAITING = 256

async function grouped(engine: BenchEngine): Promise<Row> {
  const lot = await givenLot(engine)
  let amount = 1_000
  const bidOnce = () => {
    amount += 1
    const key = engine.newId()
    const once = { scope: key, key, fingerprint: key }
    return placeBid(engine, { ...lot, accountId: engine.newId(), amount, isSure: true, once })
  }
  await measureRate(5_000, WAITING, bidOnce)
  const naive = await naiveBids(engine)
  const { first, second } = await byTurns(
    rounds,
    () => measureRate(20_000, WAITING, bidOnce),
    () => measureRate(2_000, connections, naive),
  )
  say(`bids/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
  say(`one transaction a bid: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
  const ratio = perSecond(...first) / perSecond(...second)
  return {
    measure: `bids on one lot, durable, in process, ${WAITING} waiting`,
    figure: `${whole(perSecond(...first))}/s`,
    comparedWith: `${whole(perSecond(...second))}/s with a transaction a bid, ${connections} connections`,
    ratio,
    goal: '≥ 10×',
    met: ratio >= 10,
  }
}

/** What each bid would cost by itself: raise the price, write the bid, commit. */
async function naiveBids({ database, newId }: BenchEngine) {
  await database.pool.query(`
    create table naive_lots (id integer primary key, price bigint not null, bids integer not null);
    create table naive_bids (number integer primary key, account_id uuid, amount bigint);
    insert into naive_lots values (1, 0, 0);
  `)
  return () =>
    database.transaction(async (tx) => {
      const lot = await tx.one<{ price: number; bids: number }>(
        sql`select price, bids from naive_lots where id = 1 for update`,
      )
      await tx.run(sql`update naive_lots set price = ${lot.price + 1}, bids = ${lot.bids + 1}`)
      await tx.run(sql`insert into naive_bids values (${lot.bids + 1}, ${newId()}, ${lot.price})`)
    })
}

/** Some arrive after a higher one and are refused: what was accepted counts. */
async function overHttp(
  engine: BenchEngine,
  tokens: readonly string[],
  { port, generator }: { readonly port: number; readonly generator: Child },
): Promise<Row> {
  const fire = async (requests: readonly string[]) => {
    const ask: LoadAsk = { port, connections: HTTP_CONNECTIONS, count: requests.length, requests }
    const answer = await generator.ask<LoadAnswer>(ask)
    await drained(engine)
    return answer
  }
  const bidAll = async () => {
    const { storeId, lotId } = await givenLot(engine)
    const path = `/v1/auctions/${storeId}/lots/${lotId}/bids`
    const answer = await fire(
      tokens.map((token, at) => post(path, token, { amount: 1_000 + at, isSure: true })),
    )
    const { bids: count } = await engine.database.one<{ bids: number }>(
      sql`select bids from lots where id = ${lotId}`,
    )
    if (count < answer.count / 2) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
    return { ...answer, count, answered: answer.count }
  }
  const askEmpty = async () => {
    const answer = await fire(tokens.map((token) => post('/v1/empty', token, {})))
    if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
    return answer
  }
  await bidAll()
  const { first, second } = await byTurns(rounds, bidAll, askEmpty)
  say(`bids/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
  const answered = perSecond(...first.map((one) => ({ ...one, count: one.answered })))
  say(`bids/s answered, refused ones too: ${whole(answered)}`)
  say(`empty posts/s by round: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
  say(`bids: p99 ${first.map(({ p99Ms }) => `${p99Ms.toFixed(0)} ms`).join(' ')}`)
  const ratio = perSecond(...first) / perSecond(...second)
  return {
    measure: `bids on one lot, over HTTP, ${HTTP_CONNECTIONS} connections`,
    figure: `${whole(perSecond(...first))}/s accepted`,
    comparedWith: `${whole(perSecond(...second))} empty JSON posts/s`,
    ratio,
    goal: '≥ 0.25×',
    met: ratio >= 0.25,
  }
}

/** A live lot on which every bid that is one higher counts. */
async function givenLot({ database, newId }: BenchEngine) {
  const storeId = newId<'Store'>()
  const lotId = newId<'Lot'>() as Id<'Lot'>
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    values (${storeId}, ${newId()}, 'auctions', '달빛 경매', 'Asia/Seoul', 'KRW', now())
  `)
  const terms = { ...usualTerms, steps: [{ from: 0, by: 1 }], extendSeconds: 0 }
  await database.run(sql`
    insert into lots (store_id, id, title, description, category, start_price, terms, starts_at,
                      ends_at, hard_ends_at, deposits_open, created_at)
    values (${storeId}, ${lotId}, '달항아리', '', 'art', 1000, ${JSON.stringify(terms)}, now(),
            now() + interval '1 day', now() + interval '1 day', false, now())
  `)
  return { storeId, lotId }
}
