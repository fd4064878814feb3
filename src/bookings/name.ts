import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { findOwnOrder } from '../orders/own.ts'
import { lockOrder } from '../orders/queries.ts'
import { type Order, orderMissing } from '../orders/rules.ts'
import type { Many, Tx } from '../postgres/sql.ts'
import { readStore } from '../stores/queries.ts'
import { versionAt } from '../terms/versions.ts'
import { type BookerTexts, sealBooker } from './booker.ts'
import { guestIndex } from './history/phone-index.ts'
import * as queries from './queries.ts'
import { type BookingAnswer, viewAt } from './read.ts'
import { UNPAID_BOOKER_DAYS } from './retention.ts'
import * as rules from './rules.ts'

/**
 * Names or corrects the booker of a ready or paid order. Concurrent callers
 * share a transaction, its statements and the read of the answers.
 * Problems in order: order-missing, not-yours, order-over, order-expired.
 */
export async function nameBooker(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly bookingId: Id<'Order'>
    readonly booker: BookerTexts
    /** Only if this front door sold it. */
    readonly door?: string
    /** What is written with it as long as nothing is paid. */
    readonly along?: (tx: Tx) => Promise<unknown>
  },
): Promise<BookingAnswer> {
  const { buyerId, bookingId: orderId, door } = ask
  const { storeId } = await findOwnOrder(engine, { buyerId, orderId })
  if (door && (await readStore(engine.cell(storeId), storeId))?.door !== door) throw orderMissing()
  const booker = sealBooker(engine, ask.booker)
  const phoneIndex = guestIndex(engine, storeId, ask.booker.phone)
  return engine.cell(storeId).shared(storeId, orderId, async (tx) => {
    const locked = await lockOrder(tx, storeId, orderId)
    if (locked?.buyerId !== buyerId) throw orderMissing() // the buyer is leaving
    const order = orThrow(rules.nameBooker(locked, tx.now))
    if (order.status === 'ready') await ask.along?.(tx)
    return tx.together(writeAndView(engine), storeId, { order, booker, phoneIndex })
  })
}

interface Named {
  readonly order: Order
  readonly booker: BookerTexts
  readonly phoneIndex: string | null
}

/** The answers are read behind the write, in the same flight. */
const writeAndView = perEngine(
  (engine): Many<Named, BookingAnswer> =>
    async (tx, named, storeId) => {
      const orders = named.map(({ order }) => order)
      const rows = named.map(({ order, ...rest }) => ({ orderId: order.id, ...rest }))
      const given = {
        sharingVersion: await versionAt(engine, 'store-sharing', tx.now),
        eraseAt: later(tx.now, UNPAID_BOOKER_DAYS * 24 * 60 * 60),
      }
      const [, views] = await Promise.all([
        queries.writeBookers(tx, storeId, rows, given),
        viewAt(engine, tx, orders, tx),
      ])
      const byId = new Map(views.map((view) => [view.id, view]))
      return orders.map(({ id }) => byId.get(id) ?? orderMissing())
    },
)
