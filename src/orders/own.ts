import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import { findInCells, readCells } from '../postgres/cells.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { notYours, type Order, orderMissing } from './rules.ts'

/** Cached orders: 3 to 6 MB. */
const CACHED_MOST = 10_000

/** Orders claimed by this process; their store and amount never change. */
const cache = perEngine(() => new RecentMap<queries.FoundOrder>(CACHED_MOST))

/** Caches a committed order: most buyers pay right after claiming. */
export const cacheOrder = (engine: Engine, { id, buyerId, storeId, amount }: Order): void => {
  if (buyerId) cache(engine).set(id, { orderId: id, buyerId, storeId, amount })
}

/** The problem of an order that is not the buyer's: not-yours, or order-missing. */
async function refusal(engine: Engine, orderId: Id<'Order'>) {
  const [existing] = await readCells(engine, (on) => queries.findExisting(on, [orderId]))
  return existing ? notYours() : orderMissing()
}

const lookUps = perEngine((engine) =>
  sharedLookUp(async (asks: readonly queries.OwnOrder[]) => {
    const found = await readCells(engine, (on) => queries.findOwnOrders(on, asks))
    const byKey = new Map(found.map((own) => [keyOf(own), own]))
    return new Map(
      asks.flatMap((ask): [queries.OwnOrder, queries.FoundOrder][] => {
        const own = byKey.get(keyOf(ask))
        return own ? [[ask, own]] : []
      }),
    )
  }),
)

const keyOf = ({ buyerId, orderId }: queries.OwnOrder) => `${buyerId} ${orderId}`

/**
 * Finds store and amount of a buyer's own order before a write; concurrent callers share a query.
 * Problems in order: order-missing, not-yours.
 */
export async function findOwnOrder(
  engine: Engine,
  ask: queries.OwnOrder,
): Promise<Pick<queries.FoundOrder, 'storeId' | 'amount'>> {
  const cached = cache(engine).get(ask.orderId)
  const own = cached?.buyerId === ask.buyerId ? cached : await lookUps(engine)(ask)
  if (!own) throw await refusal(engine, ask.orderId)
  return own
}

/** Reads a buyer's own order, whichever cell it is in. */
export const readOwnOrder = (
  engine: Engine,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order | undefined> =>
  findInCells(engine, (on) => queries.readOwnOrder(on, buyerId, orderId))

/** Reads a buyer's own order before a write. Problems in order: order-missing, not-yours. */
export async function readOwnToWrite(
  engine: Engine,
  { buyerId, orderId }: queries.OwnOrder,
): Promise<Order> {
  const order = await readOwnOrder(engine, buyerId, orderId)
  if (!order) throw await refusal(engine, orderId)
  return order
}

/** Locks an order that was found as the buyer's own. Problem: order-missing, when they left since. */
export async function lockOwnOrder(
  tx: Tx,
  storeId: Id<'Store'>,
  { buyerId, orderId }: queries.OwnOrder,
): Promise<Order> {
  const order = await queries.lockOrder(tx, storeId, orderId)
  if (order?.buyerId !== buyerId) throw orderMissing()
  return order
}
