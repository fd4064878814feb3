import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Known } from '../kernel/known.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { notYours, type Order, orderMissing } from './rules.ts'

/** How many orders are known at once; about 3 MB, or twice as much. */
const KNOWN_MOST = 10_000

/** Orders that were claimed here: where they are, and what they cost, never changes. */
const known = perEngine(() => new Known<queries.FoundOrder>(KNOWN_MOST))

/** Remembers an order that has just been committed: whoever claims mostly pays next. */
export const knowOrder = (engine: Engine, { id, buyerId, storeId, amount }: Order): void => {
  if (buyerId) known(engine).set(id, { orderId: id, buyerId, storeId, amount })
}

/** Why a buyer may not write to each of these orders, which are not theirs. */
async function refusals(on: Queryable, ids: readonly Id<'Order'>[]) {
  const found = ids.length > 0 ? await queries.findExisting(on, ids) : []
  const existing = new Set(found.map(({ id }) => id))
  return (id: Id<'Order'>) => (existing.has(id) ? notYours() : orderMissing())
}

/**
 * Finds the store and the price of an order of the buyer's own, in order to write to it; everybody who
 * asks at once shares a query. Problems in order: order-missing, not-yours.
 */
export const findOwnOrder = perEngine((engine) => {
  const asked = new GroupCommit<queries.OwnOrder, { storeId: Id<'Store'>; amount: number }>(
    async (asks) => {
      const found = await queries.findOwnOrders(engine.database, asks)
      const byAsk = new Map(found.map((own) => [`${own.buyerId} ${own.orderId}`, own]))
      const own = asks.map(({ buyerId, orderId }) => byAsk.get(`${buyerId} ${orderId}`))
      const others = asks.flatMap(({ orderId }, at) => (own[at] ? [] : orderId))
      const refuse = await refusals(engine.database, others)
      return asks.map(({ orderId }, at) => own[at] ?? refuse(orderId))
    },
  )
  return async (ask: queries.OwnOrder) => {
    const own = known(engine).get(ask.orderId)
    return own?.buyerId === ask.buyerId ? own : asked.submit('', ask)
  }
})

/** Reads an order of the buyer's own, in order to write to it. Problems in order: as above. */
export async function readOwnToWrite(
  on: Queryable,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const order = await queries.readOwnOrder(on, buyerId, orderId)
  if (!order) throw (await refusals(on, [orderId]))(orderId)
  return order
}

/**
 * Locks an order of the buyer's own. Found through the buyer, locked by its key.
 * Problems in order: order-missing, not-yours.
 */
export async function lockOwnOrder(
  tx: Tx,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const [own] = await queries.findOwnOrders(tx, [{ buyerId, orderId }])
  const order = own && (await queries.lockOrder(tx, own.storeId, orderId))
  if (!order) throw (await refusals(tx, [orderId]))(orderId)
  return order
}
