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

/** What the guest of a booking may choose instead, if anything. Problem: order-missing. */
export async function listChangeTargets(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly bookingId: Id<'Order'>
    /** How many shall come. Default: as many as now. */
    readonly people?: number | undefined
  },
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
  const along = alongOf(order, door)
  const people = isOpen ? await along?.people?.(cell, order, lines) : undefined
  const units = ask.people ?? seenLine(lines)?.units ?? 1
  const changeable = { order, row, lines, along, units, mayResize: people !== undefined }
  return {
    isOpen,
    until: isOpen ? (quote.until?.toISOString() ?? null) : null,
    left: Math.max(0, CHANGES_MOST - facts.changes),
    people: people ?? null,
    timeZone: store.timeZone,
    data: isOpen ? await timesFor(engine, store, changeable) : [],
  }
}

type Store = Parameters<typeof targetsOf>[1]

interface Changeable {
  readonly order: Order
  readonly row: BookingRow
  readonly lines: readonly DeskLine[]
  /** Where it has lines that go along. */
  readonly along: Along | undefined
  /** How many shall come. */
  readonly units: number
  readonly mayResize: boolean
}

/** Of a booking of one line, and of one whose others go along with it. */
async function timesFor(engine: Engine, store: Store, changeable: Changeable) {
  const { order, row, lines, along, units, mayResize } = changeable
  const line = seenLine(row.places)
  const isResized = units !== seenLine(lines)?.units
  if (isResized && !mayResize) return []
  if (!along || !line) return targetsOf(engine, store, row, order)
  const cell = engine.cell(order.storeId)
  const offered = await along.targets(cell, order, { lines, units })
  const isWaived = await paysNoDeposit(cell, order, store.now)
  const { timeZone } = store
  return targetsAmong(offered, { ...line, quantity: units }, { timeZone, isWaived, isResized })
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
