import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Known } from '../kernel/known.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { type Order, orderMissing } from './rules.ts'

/** How many orders are known at once; about 3 MB, or twice as much. */
const KNOWN_MOST = 10_000

/** Orders that were claimed here: where they are, and what they cost, never changes. */
const known = perEngine(() => new Known<queries.FoundOrder>(KNOWN_MOST))

/** Remembers an order that has just been committed: whoever claims mostly pays next. */
export const knowOrder = (engine: Engine, { id, buyerId, storeId, amount }: Order): void => {
  if (buyerId) known(engine).set(id, { orderId: id, buyerId, storeId, amount })
}

/**
 * Finds the store and the price of an order of the buyer's own; everybody who asks at once shares a
 * query. Problem: order-missing, whether it is not there or somebody else's.
 */
export const findOwnOrder = perEngine((engine) => {
  const asked = new GroupCommit<queries.OwnOrder, { storeId: Id<'Store'>; amount: number }>(
    async (asks) => {
      const found = await queries.findOwnOrders(engine.database, asks)
      const byAsk = new Map(found.map((own) => [`${own.buyerId} ${own.orderId}`, own]))
      return asks.map(
        ({ buyerId, orderId }) => byAsk.get(`${buyerId} ${orderId}`) ?? orderMissing(),
      )
    },
  )
  return async (ask: queries.OwnOrder) => {
    const own = known(engine).get(ask.orderId)
    return own?.buyerId === ask.buyerId ? own : asked.submit('', ask)
  }
})

/**
 * Locks an order of the buyer's own. Found through the buyer, locked by its key.
 * Problem: order-missing, whether it is not there or somebody else's.
 */
export async function lockOwnOrder(
  tx: Tx,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const [own] = await queries.findOwnOrders(tx, [{ buyerId, orderId }])
  const order = own && (await queries.lockOrder(tx, own.storeId, orderId))
  if (!order) throw orderMissing()
  return order
}
