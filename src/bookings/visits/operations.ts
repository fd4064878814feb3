import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { lockOrder } from '../../orders/queries.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { findOwnedOrder, readTerms } from '../../policies/queries.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { By } from '../../stores/rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

export interface GuestAsk {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly bookingId: Id<'Order'>
}

/**
 * Marks whether a guest came; another mark replaces it.
 * Problems in order: order-missing, booking-not-confirmed, visit-too-early.
 */
export const markVisit = (engine: Engine, ask: GuestAsk, outcome: rules.VisitOutcome) =>
  onBooking(engine, ask, async (tx, order) => {
    const terms = await readTerms(tx, order)
    orThrow(rules.mark(order, outcome, terms, tx.now))
    await queries.writeVisit(tx, order, { outcome, startsAt: terms.startsAt })
    return { visit: outcome }
  })

/** Takes a mark back. Problem: order-missing. */
export const undoVisit = (engine: Engine, ask: GuestAsk) =>
  onBooking(engine, ask, async (tx, order) => {
    await queries.removeVisit(tx, order)
    return { visit: null }
  })

/**
 * Writes the store's private note on a booking; an empty text removes it.
 * Problems in order: order-missing, guest-left.
 */
export const writeNote = (engine: Engine, ask: GuestAsk, text: string) =>
  onBooking(engine, ask, async (tx, order) => {
    orThrow(rules.note(order))
    const note = text.trim()
    if (note) await queries.writeNote(tx, order, engine.keyRing.seal(note))
    else await queries.removeNote(tx, order)
    return { note: note || null }
  })

/** Runs `work` with an order of the owner's store locked. Problem: order-missing. */
const onBooking = <Answer>(
  engine: Engine,
  { by, storeId, bookingId: orderId }: GuestAsk,
  work: (tx: Tx, order: Order) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(storeId).transaction(async (tx) => {
    const found = await findOwnedOrder(tx, { by, storeId, orderId })
    const order = found && (await lockOrder(tx, found.storeId, found.id))
    if (!order) throw orderMissing()
    return work(tx, order)
  }, storeId)
