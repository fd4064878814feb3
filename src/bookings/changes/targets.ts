import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { readOwnOrder } from '../../orders/own.ts'
import { orderMissing } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { readStore } from '../../stores/queries.ts'
import { targetsOf } from '../moves/targets.ts'
import { readBookings } from '../queries.ts'
import { readFacts } from './change.ts'
import { CHANGES_MOST, change } from './rules.ts'

/** The times that the guest of a booking may choose instead, if any. Problem: order-missing. */
export async function listChangeTargets(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly bookingId: Id<'Order'> },
) {
  const order = await readOwnOrder(engine, ask.buyerId, ask.bookingId)
  if (!order) throw orderMissing()
  const cell = engine.cell(order.storeId)
  const [store, [row]] = await Promise.all([
    readStore(cell, order.storeId),
    readBookings(cell, [order]),
  ])
  if (!store || !row) throw orderMissing()
  const { facts, quote } = await readFacts(engine, cell, order, store.now)
  const isOpen = await isChangeable(engine, order, facts, store.now)
  return {
    isOpen,
    until: isOpen ? (quote.until?.toISOString() ?? null) : null,
    left: Math.max(0, CHANGES_MOST - facts.changes),
    timeZone: store.timeZone,
    data: isOpen ? await targetsOf(engine, store, row) : [],
  }
}

async function isChangeable(
  engine: Engine,
  order: Parameters<typeof change>[0],
  facts: Parameters<typeof change>[1],
  now: Date,
): Promise<boolean> {
  if (change(order, facts, now) instanceof Problem) return false
  try {
    await refuseChange(engine, engine.cell(order.storeId), order)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
