import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { payOrders } from '../../orders/pay.ts'
import { lockOrders } from '../../orders/queries.ts'
import { pay } from '../../orders/rules.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { lockWallets } from '../queries.ts'
import { write } from '../write.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Pays a whole order from its buyer's wallet, with group commit in a lane for each store, like claims.
 * Idempotent by payment id. The order must cost something.
 * Problems in order: those of `rules.spendAll`.
 */
export const spend = (
  engine: Engine,
  { storeId, ...ask }: rules.SpendAsk & { readonly storeId: Id<'Store'> },
): Promise<rules.Spent> => grouped(engine).submit(storeId, ask)

const grouped = perEngine(
  (engine) =>
    new GroupCommit<rules.SpendAsk, rules.Spent>((asks, storeId) =>
      engine.cell(storeId).transactionAfter(
        (on) => lockForSpending(on, storeId, asks),
        async (tx, facts) => {
          const { outcomes, writes } = spendMany(tx, storeId, facts, asks)
          await tx.commitWith(writes)
          return outcomes
        },
      ),
    ),
)

/**
 * Locks the orders and wallets of a batch, and reads the facts. Pipelined in this order, so that reads
 * after the locks are under them.
 *
 * @param payments locks the orders' payments where needed: after the orders, before the wallets
 */
export async function lockForSpending(
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly rules.SpendAsk[],
  payments: (orderIds: readonly Id<'Order'>[]) => Promise<void> = async () => {},
): Promise<rules.SpendFacts> {
  const orderIds = [...new Set(asks.map(({ orderId }) => orderId))]
  const [orders, , wallets, spends] = await Promise.all([
    lockOrders(on, storeId, orderIds),
    payments(orderIds),
    lockWallets(
      on,
      asks.map(({ buyerId }) => buyerId),
    ),
    queries.readSpends(
      on,
      storeId,
      asks.map(({ paymentId }) => paymentId),
    ),
  ])
  const currency = orders[0]?.currency // all orders of a store have its currency
  const spendable = wallets.filter((wallet) => wallet.currency === currency)
  return {
    orders: new Map(orders.map((order) => [order.id, order])),
    wallets: new Map(spendable.map((wallet) => [wallet.accountId, wallet])),
    spends: new Map(spends.map((known) => [known.id, known])),
  }
}

/**
 * Decides and writes a batch in the caller's transaction, under its locks.
 *
 * @returns an outcome for each ask, without `moved` on a retry; and the pending writes, to be awaited
 *   before commit
 */
export function spendMany(
  tx: Tx,
  storeId: Id<'Store'>,
  facts: rules.SpendFacts,
  asks: readonly rules.SpendAsk[],
): { outcomes: (rules.Spent | Problem)[]; writes: Promise<unknown>[] } {
  const decided = rules.spendAll(facts, asks, tx.now)
  const fresh = decided.flatMap((it) =>
    it instanceof Problem || !it.moved ? [] : { order: it.order, moved: it.moved },
  )
  const moved = fresh.map((it) => it.moved)
  const outcomes = decided.map((it) =>
    it instanceof Problem || !it.moved ? it : { ...it, order: pay(it.order, tx.now) },
  )
  if (fresh.length === 0) return { outcomes, writes: [] }
  const writes = [
    payOrders(
      tx,
      storeId,
      fresh.map(({ order }) => order),
    ),
    write(tx, moved),
    queries.insertSpends(
      tx,
      moved.map((it) => it.spend),
    ),
  ]
  return { outcomes, writes }
}
