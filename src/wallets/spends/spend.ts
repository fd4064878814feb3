import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { payOrders } from '../../orders/pay.ts'
import { lockOrders } from '../../orders/queries.ts'
import type { Tx } from '../../postgres/sql.ts'
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
      engine.database.transaction((tx) => spendMany(tx, storeId, asks)),
    ),
)

/**
 * The same for many at once, in the caller's transaction: one lock, one decision, one write. An
 * outcome without `moved` was there before.
 */
export async function spendMany(
  tx: Tx,
  storeId: Id<'Store'>,
  asks: readonly rules.SpendAsk[],
): Promise<(rules.Spent | Problem)[]> {
  // Sent together, done in this order: what is read after the locks is read under them.
  const [orders, wallets, spends] = await Promise.all([
    lockOrders(
      tx,
      storeId,
      asks.map(({ orderId }) => orderId),
    ),
    lockWallets(
      tx,
      storeId,
      asks.map(({ buyerId }) => buyerId),
    ),
    queries.readSpends(
      tx,
      storeId,
      asks.map(({ paymentId }) => paymentId),
    ),
  ])
  const outcomes = rules.spendAll(
    {
      orders: new Map(orders.map((order) => [order.id, order])),
      wallets: new Map(wallets.map((wallet) => [wallet.accountId, wallet])),
      spends: new Map(spends.map((known) => [known.id, known])),
    },
    asks,
    tx.now,
  )
  return writeSpent(tx, storeId, outcomes)
}

async function writeSpent(
  tx: Tx,
  storeId: Id<'Store'>,
  outcomes: readonly (rules.Spent | Problem)[],
): Promise<(rules.Spent | Problem)[]> {
  const fresh = outcomes.flatMap((it) =>
    it instanceof Problem || !it.moved ? [] : { order: it.order, moved: it.moved },
  )
  if (fresh.length === 0) return [...outcomes]
  const moved = fresh.map((it) => it.moved)
  const [paid] = await Promise.all([
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
  ])
  const byId = new Map(paid.map((order) => [order.id, order]))
  return outcomes.map((it) =>
    it instanceof Problem ? it : { ...it, order: byId.get(it.order.id) ?? it.order },
  )
}
