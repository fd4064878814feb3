import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { notYours, type Order, orderMissing } from './rules.ts'

/** How many orders are known at once; about 3 MB, or twice as much. */
const KNOWN_MOST = 10_000

/** Orders that were claimed here: where they are, and what they cost, never changes. */
const known = perEngine(() => new RecentMap<queries.FoundOrder>(KNOWN_MOST))

/** Remembers an order that has just been committed: whoever claims mostly pays next. */
export const knowOrder = (engine: Engine, { id, buyerId, storeId, amount }: Order): void => {
  if (buyerId) known(engine).set(id, { orderId: id, buyerId, storeId, amount })
}

/** Why a buyer may not write to an order that is not theirs. */
async function refusal(on: Queryable, orderId: Id<'Order'>) {
  const [existing] = await queries.findExisting(on, [orderId])
  return existing ? notYours() : orderMissing()
}

const lookUps = perEngine((engine) =>
  sharedLookUp(async (asks: readonly queries.OwnOrder[]) => {
    const found = await queries.findOwnOrders(engine.database, asks)
    const byName = new Map(found.map((own) => [nameOf(own), own]))
    return new Map(
      asks.flatMap((ask): [queries.OwnOrder, queries.FoundOrder][] => {
        const own = byName.get(nameOf(ask))
        return own ? [[ask, own]] : []
      }),
    )
  }),
)

const nameOf = ({ buyerId, orderId }: queries.OwnOrder) => `${buyerId} ${orderId}`

/**
 * Finds the store and the price of an order of the buyer's own, in order to write to it; concurrent
 * callers share a query. Problems in order: order-missing, not-yours.
 */
export async function findOwnOrder(
  engine: Engine,
  ask: queries.OwnOrder,
): Promise<Pick<queries.FoundOrder, 'storeId' | 'amount'>> {
  const cached = known(engine).get(ask.orderId)
  const own = cached?.buyerId === ask.buyerId ? cached : await lookUps(engine)(ask)
  if (!own) throw await refusal(engine.database, ask.orderId)
  return own
}

/** Reads an order of the buyer's own, in order to write to it. Problems in order: as above. */
export async function readOwnToWrite(
  on: Queryable,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const order = await queries.readOwnOrder(on, buyerId, orderId)
  if (!order) throw await refusal(on, orderId)
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
  if (!order) throw await refusal(tx, orderId)
  return order
}
