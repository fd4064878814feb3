import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { lockToRelocate, relocate } from '../../orders/relocate.ts'
import { linesChanged, type Relocation } from '../../orders/relocate-rules.ts'
import type { Order } from '../../orders/rules.ts'
import { soldOut } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import * as places from '../../places/queries.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { isSamePrice } from '../../stores/hold-terms/deposit-rules.ts'
import { readDeskLines } from '../desk/queries.ts'
import type { DeskLine, LaidLine } from '../desk/rules.ts'
import type { BookingDoor } from '../door.ts'
import { movePriceDiffers } from '../moves/rules.ts'
import type { TargetsAsk } from './along-door.ts'
import { changedMeanwhile } from './rules.ts'

// Bookings with one line that is seen and others that go along, like the quarters of a person: the guest changes
// all of them at once.

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** The door of these. */
export type Along = NonNullable<BookingDoor['along']>

/** The line of an order that is seen, where all others go along with it. */
export const seenLine = <Line extends { readonly isAside?: boolean }>(
  lines: readonly Line[],
): Line | undefined => {
  const seen = lines.filter(({ isAside }) => !isAside)
  return seen.length === 1 ? seen[0] : undefined
}

/** What changes such a booking; undefined: it has only one line, or the door that sold it does not. */
export const alongOf = (
  order: { readonly lines: readonly unknown[] },
  door: BookingDoor | undefined,
): Along | undefined => (order.lines.length > 1 ? door?.along : undefined)

/** More or fewer people cost as much, at the time that the booking has. Problem: move-price-differs. */
export async function refuseOtherPrice(
  on: Queryable,
  door: Along,
  order: Order,
  { isWaived, ...asked }: TargetsAsk & { readonly isWaived: boolean },
): Promise<void> {
  const line = seenLine(order.lines)
  const offered = await door.targets(on, order, asked)
  const price = offered.find(({ placeId }) => placeId === line?.placeId)?.price
  if (line && price !== undefined && !isSamePrice(line.unitPrice, price, isWaived))
    throw movePriceDiffers({ price })
}

/** What a booking has, and shall have. */
export interface AlongChange {
  readonly seen: readonly DeskLine[]
  readonly targets: readonly (Omit<LaidLine, 'place'> & { readonly placeId: Id<'Place'> })[]
}

/** Reads both, and makes the places. Problems: those of `linesAt`. */
export async function readAlong(
  engine: Engine,
  door: Along,
  { storeId, id }: OrderKey,
  item: Readonly<Record<string, string>>,
): Promise<AlongChange> {
  const cell = engine.cell(storeId)
  const idOf = (key: string) => placeId(storeId, key)
  const seen = await readDeskLines(cell, { storeId, id })
  const laid = orThrow(await door.linesAt(cell, { storeId, id }, { item, lines: seen }, idOf))
  await places.makePlaces(
    cell,
    storeId,
    laid.map(({ place }) => place),
  )
  return { seen, targets: laid.map(({ place, ...line }) => ({ ...line, placeId: place.id })) }
}

/** Locks all places of both, then the booking. Problem: changed-meanwhile. */
export async function lockAlong(tx: Tx, { storeId, id }: OrderKey, change: AlongChange) {
  try {
    return await lockToRelocate(tx, { storeId, orderId: id, ...change })
  } catch (error) {
    if (error instanceof Problem && error.type === linesChanged.type) throw changedMeanwhile()
    throw error
  }
}

/** Gives the booking its new lines, of which the hold had one and has just let it go. Problem: sold-out. */
export async function moveAlong(
  tx: Tx,
  locked: Awaited<ReturnType<typeof lockAlong>>,
  { targets }: AlongChange,
  { lines: [held], title }: Pick<Order, 'lines' | 'title'>,
): Promise<void> {
  const { order, available } = locked
  if (!held || !targets.some(({ placeId }) => placeId === held.placeId))
    throw soldOut({ available: 0 })
  const { placeId: heldId, quantity } = held
  await places.movePlaces(tx, order.storeId, new Map([[heldId, quantity]]))
  const left = new Map(available).set(heldId, (available.get(heldId) ?? 0) + quantity)
  await relocateAlong(tx, { order, available: left }, { targets }, title)
}

/**
 * Gives the booking its new lines; what it leaves comes back as if it were canceled. What it costs stays: it may have
 * been made without the deposit that others pay. Problem: sold-out.
 */
export function relocateAlong(
  tx: Tx,
  relocation: Relocation,
  { targets }: Pick<AlongChange, 'targets'>,
  title: string,
): Promise<void> {
  const unitPrice = seenLine(relocation.order.lines)?.unitPrice ?? 0
  const paid = targets.map((line) => (line.isAside ? line : { ...line, unitPrice }))
  return relocate(tx, relocation, { targets: paid, title, isLate: true })
}
