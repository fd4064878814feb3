import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { readOwnOrder } from '../../orders/own.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { readStore } from '../../stores/queries.ts'
import type { DeskLine } from '../desk/rules.ts'
import { paysNoDeposit } from '../history/deposits.ts'
import { targetsAmong, targetsOf } from '../moves/targets.ts'
import { type BookingRow, readBookings } from '../queries.ts'
import { type Along, alongOf, seenLine } from './along.ts'
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
  const { facts, quote, door, lines } = await readFacts(engine, cell, order, store.now)
  const isOpen = await isChangeable(engine, order, facts, store.now)
  return {
    isOpen,
    until: isOpen ? (quote.until?.toISOString() ?? null) : null,
    left: Math.max(0, CHANGES_MOST - facts.changes),
    timeZone: store.timeZone,
    data: isOpen
      ? await timesFor(engine, store, { order, row, lines, along: alongOf(order, door) })
      : [],
  }
}

type Store = Parameters<typeof targetsOf>[1]

interface Changeable {
  readonly order: Order
  readonly row: BookingRow
  readonly lines: readonly DeskLine[]
  /** Where it has lines that go along. */
  readonly along: Along | undefined
}

/** Of a booking of one line, and of one whose others go along with it. */
async function timesFor(engine: Engine, store: Store, { order, row, lines, along }: Changeable) {
  const line = seenLine(row.places)
  if (!along || !line) return targetsOf(engine, store, row, order)
  const cell = engine.cell(order.storeId)
  const offered = await along.targets(cell, order, lines)
  const isWaived = await paysNoDeposit(cell, order, store.now)
  return targetsAmong(offered, line, { timeZone: store.timeZone, isWaived })
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
