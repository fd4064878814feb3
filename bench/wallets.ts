import { GroupCommit } from '../src/kernel/group-commit.ts'
import type { Id } from '../src/kernel/id.ts'
import { connect } from '../src/postgres/database.ts'
import { sql, type Tx } from '../src/postgres/sql.ts'
import { lockWallets } from '../src/wallets/queries.ts'
import { grant, type Wallet } from '../src/wallets/rules.ts'
import type { SpendAsk } from '../src/wallets/spends/rules.ts'
import { lockForSpending, spend, spendMany } from '../src/wallets/spends/spend.ts'
import { write } from '../src/wallets/write.ts'
import { type BenchEngine, engineOn, givenRestaurant } from './engine.ts'
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

const waiting = 256
const clients = 64
const people = 2_000
const rounds = 4

/**
 * What grouping is worth to the ledger, and to a whole purchase from a wallet: the same writes in
 * one transaction for all waiting buyers, and in a transaction each.
 */
export const wallets: Bench = {
  name: 'wallets',
  async run(ground) {
    const url = await ground.database()
    const engine = engineOn(connect(url, { connections: clients }))
    try {
      const storeId = await givenRestaurant(engine)
      const buyers = await givenWallets(engine)
      const rows = [await transfers(engine, buyers)]
      return [...rows, await purchases(engine, storeId, buyers)]
    } finally {
      await engine.database.close()
      await ground.drop(url)
    }
  },
}

/** One transfer of two entries each, to wallets in turn. */
async function transfers(engine: BenchEngine, buyers: readonly Id<'Account'>[]): Promise<Row> {
  const post = async (tx: Tx, accountIds: readonly Id<'Account'>[]) => {
    const locked = await lockWallets(tx, accountIds)
    const byOwner = new Map<string, Wallet>(locked.map((wallet) => [wallet.accountId, wallet]))
    const posted = accountIds.map((accountId) => {
      const operationKey = `bench:${engine.newId()}`
      const moved = grant(byOwner.get(accountId) as Wallet, { operationKey }, 1)
      byOwner.set(accountId, moved.wallet)
      return moved
    })
    await write(tx, posted)
    return accountIds.map(() => undefined)
  }
  const lanes = new GroupCommit<Id<'Account'>, undefined>((asks) =>
    engine.database.transaction((tx) => post(tx, asks)),
  )
  const buyer = (at: number) => buyers[at % buyers.length] as Id<'Account'>
  const { first, second } = await compare(
    setting('BENCH_TRANSFERS', 40_000),
    (at) => lanes.submit('ledger', buyer(at)),
    (at) => engine.database.transaction((tx) => post(tx, [buyer(at)])),
  )
  return rowOf('ledger transfers', first, second, '≥ 10×', 10)
}

/** Pays a ready order from its buyer's wallet: order, line, event, transfer and entries. */
async function purchases(
  engine: BenchEngine,
  storeId: Id<'Store'>,
  buyers: readonly Id<'Account'>[],
): Promise<Row> {
  const count = setting('BENCH_SPENDS', 20_000)
  const orders = await givenReady(engine, storeId, buyers, 2 * count)
  let next = 0
  const take = () => orders[next++] as { storeId: Id<'Store'>; orderId: string; buyerId: string }
  const asked = () => ({ ...take(), paymentId: engine.newId<'Payment'>() })
  const { first, second } = await compare(
    count,
    () => spend(engine, asked()),
    () => engine.database.transaction((tx) => spendAlone(tx, asked())),
  )
  return rowOf('orders paid from wallets', first, second, '', 0)
}

async function spendAlone(
  tx: Tx,
  { storeId, ...ask }: SpendAsk & { readonly storeId: Id<'Store'> },
): Promise<void> {
  const facts = await lockForSpending(tx, storeId, [ask])
  await Promise.all(spendMany(tx, storeId, facts, [ask]).writes)
}

async function compare(
  count: number,
  grouped: (at: number) => Promise<unknown>,
  alone: (at: number) => Promise<unknown>,
) {
  await measureRate(count / 8, waiting, grouped)
  await measureRate(clients * 4, clients, alone)
  const { first, second } = await byTurns(
    rounds,
    () => measureRate(count / rounds, waiting, grouped),
    () => measureRate(count / rounds / 10, clients, alone),
  )
  say(`grouped/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
  say(`alone/s by round: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
  return { first: perSecond(...first), second: perSecond(...second) }
}

function rowOf(what: string, first: number, second: number, goal: string, least: number): Row {
  const ratio = first / second
  return {
    measure: `${what}, in process, ${waiting} waiting`,
    figure: `${whole(first)}/s`,
    comparedWith: `${whole(second)}/s in a transaction each, ${clients} connections`,
    ratio,
    goal,
    met: goal === '' ? undefined : ratio >= least,
  }
}

async function givenWallets({ database, newId }: BenchEngine): Promise<Id<'Account'>[]> {
  const ids = Array.from({ length: people }, () => newId<'Account'>())
  await database.run(sql`
    insert into wallets (account_id, currency, charged)
    select id, 'KRW', 1000000000 from unnest(${ids}::uuid[]) as given (id)
  `)
  return ids
}

/** Ready orders of one place, as claims leave them. */
async function givenReady(
  { database, newId }: BenchEngine,
  storeId: Id<'Store'>,
  buyers: readonly Id<'Account'>[],
  count: number,
) {
  const orders = Array.from({ length: count }, (_, at) => ({
    storeId,
    orderId: newId<'Order'>(),
    buyerId: buyers[at % buyers.length] as Id<'Account'>,
  }))
  await database.run(sql`
    with given as (
      select * from unnest(
        ${orders.map(({ orderId }) => orderId)}::uuid[],
        ${orders.map(({ buyerId }) => buyerId)}::uuid[]
      ) with ordinality as given (id, buyer_id, at)
    ), made as (
      insert into places (store_id, id, key, capacity, remaining)
      select ${storeId}, id, 'bench/' || at, 1, 0 from given
    ), placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at)
      select ${storeId}, id, 'bench-' || at, buyer_id, '공연', 'ready', 10000, 'KRW', now(),
             now() + interval '1 day'
        from given
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
    select ${storeId}, id, id, buyer_id, 1, 10000, 'held' from given
  `)
  return orders
}
