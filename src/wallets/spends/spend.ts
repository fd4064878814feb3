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
 * Pays for a whole order from its buyer's wallet, grouped like claims: whoever pays orders of one
 * store while a commit is in flight goes into the next one together. The same payment again
 * answers the same. The order must cost something.
 * Problems in order: those of `rules.spendAll`.
 */
export const spend = (
  engine: Engine,
  { storeId, ...ask }: rules.SpendAsk & { readonly storeId: Id<'Store'> },
): Promise<rules.Spent> => grouped(engine).submit(storeId, ask)

const grouped = perEngine(
  (engine) =>
    new GroupCommit<rules.SpendAsk, rules.Spent>((asks, storeId) =>
      engine.database.transactionAfter(
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
 * Locks the orders and wallets of these, and reads what a decision needs: sent together, done in this
 * order, so that what is read after the locks is read under them.
 *
 * @param payments locks the payments of the orders, where somebody needs them: after the orders, before
 *   the wallets
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
  const currency = orders[0]?.currency // of the store, and so of all of its orders
  const spendable = wallets.filter((wallet) => wallet.currency === currency)
  return {
    orders: new Map(orders.map((order) => [order.id, order])),
    wallets: new Map(spendable.map((wallet) => [wallet.accountId, wallet])),
    spends: new Map(spends.map((known) => [known.id, known])),
  }
}

/**
 * The same for many at once, in the caller's transaction, under its locks: one decision, one write.
 *
 * @returns an outcome for each, without `moved` where it was there before; and what is being written,
 *   to be waited for before the end
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
