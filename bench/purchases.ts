import { join } from 'node:path'
import { sql } from '../src/postgres/sql.ts'
import type { BuyAnswer, BuyAsk } from './buyers.ts'
import { startChild } from './child.ts'
import {
  type BenchEngine,
  connectEngine,
  givenRestaurant,
  givenTableTimes,
  soon,
  timesOn,
} from './engine.ts'
import { drained, givenSessions } from './http-claims.ts'
import { type Bench, byTurns, perSecond, type Row, say, setting, whole } from './measure.ts'

const buyers = 64
const rounds = 3
const goals = { kakaopay: { ratio: 0.25, rate: 1_000 }, wallet: { ratio: 0.5, rate: 0 } }

/** A full wallet for every account, with its transfers. */
export const giveEverybody = ({ database }: BenchEngine, amount: number) =>
  database.run(sql`
    with people as (
      select id, row_number() over () as at from accounts
    ), opened as (
      insert into wallets (account_id, currency, charged, entries)
      select id, 'KRW', ${amount}, 1 from people returning id, account_id
    ), moved as (
      insert into transfers (operation_key, kind, amount, currency, at)
      select 'bench:' || account_id, 'charge', ${amount}, 'KRW', now() from opened
      returning id, operation_key
    )
    insert into entries (transfer_id, seq, book, amount, wallet_id, number, balance, gateway)
    select moved.id, line.seq, line.book, line.sign * ${amount}::bigint,
           case when line.seq = 1 then opened.id end, case when line.seq = 1 then 1 end,
           case when line.seq = 1 then ${amount}::bigint end,
           case when line.seq = 2 then 'bench' end
      from opened
      join moved on moved.operation_key = 'bench:' || opened.account_id
     cross join (values (1, 'charged', 1), (2, 'clearing', -1)) as line (seq, book, sign)
  `)

/**
 * Whole purchases over HTTP: claim, gateway session, "pay" in the window, approval, paid. Against
 * claims alone by the same buyers. The sandbox runs in a process of its own on the same machine,
 * with a ledger as durable as ours.
 */
export const purchases: Bench = {
  name: 'purchases',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const [server, sandbox, crowd] = [
      startChild('./server.ts'),
      startChild('./sandbox.ts'),
      startChild('./buyers.ts'),
    ]
    try {
      const count = setting('BENCH_PURCHASES', 1_500)
      const tokens = await givenSessions(engine, count)
      await giveEverybody(engine, 1_000_000_000)
      const storeId = await givenRestaurant(engine)
      const date = soon()
      const times = await givenTableTimes(engine, storeId, timesOn(date, rounds * 4 + 3), 1e9)
      const { url: sandboxUrl } = await sandbox.ask<{ url: string }>({
        folder: join(ground.folder, 'sandbox'),
      })
      const { port } = await server.ask<{ port: number }>({ url, sandboxUrl })
      let round = 0
      const go = async (pay?: 'kakaopay' | 'wallet') => {
        const body = { tableTimeId: times[round++], date }
        const claim = { path: `/v1/restaurants/${storeId}/bookings`, body }
        const ask: BuyAsk = { port, buyers, count, tokens, claim, ...(pay && { pay }) }
        const answer = await crowd.ask<BuyAnswer>(ask)
        await drained(engine)
        return answer
      }
      await go('kakaopay')
      await go('wallet')
      await go()
      const rows: Row[] = []
      for (const pay of ['kakaopay', 'wallet'] as const) {
        const { first, second } = await byTurns(
          rounds,
          () => go(pay),
          () => go(),
        )
        say(`${pay} purchases/s: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
        say(`claims/s by round: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
        const ratio = perSecond(...first) / perSecond(...second)
        const goal = goals[pay]
        rows.push({
          measure: `whole purchases over HTTP, with bookers named, ${buyers} buyers, by ${pay}`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))} claims/s over HTTP`,
          ratio,
          goal: `≥ ${goal.ratio}×${goal.rate ? `, ≥ ${whole(goal.rate)}/s` : ''}`,
          met: ratio >= goal.ratio && perSecond(...first) >= goal.rate,
        })
      }
      return rows
    } finally {
      await Promise.all([crowd.stop(), server.stop(), sandbox.stop()])
      await engine.database.close()
      await ground.drop(url)
    }
  },
}
