import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { changeBooking, type GuestAsk } from '../visits/on-booking.ts'
import { note as noted } from '../visits/rules.ts'
import * as queries from './note-queries.ts'
import { guestIndexes } from './phone-index.ts'
import { type GuestKey, readGuest } from './queries.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** Who has booked an order, as a store knows its guests. */
export async function guestOf(
  engine: Engine,
  on: Queryable,
  order: OrderKey,
): Promise<GuestKey | undefined> {
  const guest = await readGuest(on, order)
  if (!guest) return undefined
  const phone = guest.phone ? engine.keyRing.open(guest.phone) : ''
  return {
    accountId: guest.accountId,
    phoneIndexes: guestIndexes(engine, order.storeId, phone),
  }
}

/**
 * Writes what a store notes on the guest of a booking for all of theirs; an empty text removes it.
 * Problems in order: order-missing, guest-left.
 */
export const writeGuestNote = (engine: Engine, ask: GuestAsk, text: string) =>
  changeBooking(engine, ask, async (tx, order) => {
    orThrow(noted(order))
    const note = text.trim()
    const guest = await guestOf(engine, tx, order)
    if (guest) await queries.removeGuestNotes(tx, order.storeId, guest)
    if (note) await queries.insertGuestNote(tx, order, engine.keyRing.seal(note))
    return { note: note || null }
  })

/** What is noted on the guests of some orders, by order. */
export async function guestNotesOf(
  engine: Engine,
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
): Promise<ReadonlyMap<Id<'Order'>, string>> {
  if (orderIds.length === 0) return new Map()
  const found = await queries.listGuestNotes(on, storeId, orderIds)
  return new Map([...found].map(([orderId, note]) => [orderId, engine.keyRing.open(note)]))
}
