import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Known } from '../kernel/known.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
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
 * Finds the store and the price of an order of the buyer's own; concurrent callers share a query.
 * Problem: order-missing, whether it is not there or somebody else's.
 */
export async function findOwnOrder(
  engine: Engine,
  ask: queries.OwnOrder,
): Promise<Pick<queries.FoundOrder, 'storeId' | 'amount'>> {
  const cached = known(engine).get(ask.orderId)
  const own = cached?.buyerId === ask.buyerId ? cached : await lookUps(engine)(ask)
  if (!own) throw orderMissing()
  return own
}

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
