import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { findOwnOrder } from '../orders/own.ts'
import { lockOrder } from '../orders/queries.ts'
import { type Order, orderMissing } from '../orders/rules.ts'
import type { Many } from '../postgres/sql.ts'
import { type BookerTexts, sealBooker } from './booker.ts'
import * as queries from './queries.ts'
import { type BookingAnswer, viewBookings } from './read.ts'
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
  },
): Promise<BookingAnswer> {
  const { buyerId, bookingId: orderId } = ask
  const { storeId } = await findOwnOrder(engine, { buyerId, orderId })
  const booker = sealBooker(engine, ask.booker)
  const order = await engine.database.shared(storeId, orderId, async (tx) => {
    const locked = await lockOrder(tx, storeId, orderId)
    if (locked?.buyerId !== buyerId) throw orderMissing() // the buyer is leaving
    const named = rules.nameBooker(locked, tx.now)
    if (named instanceof Problem) throw named
    await tx.together(writeEach, storeId, { orderId, booker })
    return named
  })
  return shown(engine).submit('', order)
}

const writeEach: Many<{ orderId: Id<'Order'>; booker: BookerTexts }, void> = async (
  tx,
  rows,
  storeId,
) => {
  await queries.writeBookers(tx, storeId, rows)
  return rows.map(() => undefined)
}

const shown = perEngine(
  (engine) =>
    new GroupCommit<Order, BookingAnswer>(async (orders) => {
      const views = await viewBookings(engine, orders)
      const byId = new Map(views.map((view) => [view.id, view]))
      return orders.map(({ id }) => byId.get(id) ?? orderMissing())
    }),
)
