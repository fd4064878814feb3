import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as places from '../places/queries.ts'
import { availableOf } from '../places/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import * as claims from './claim-queries.ts'
import { unitsLeft } from './money-rules.ts'
import * as moves from './move-queries.ts'
import * as queries from './queries.ts'
import { letGo, refreshPlaces } from './release.ts'
import {
  changesOf,
  changesOfBoth,
  costChangeOf,
  type LineChanges,
  type LineTarget,
  linesChanged,
  type Relocation,
  takenByBoth,
} from './relocate-rules.ts'
import { type Order, soldOut } from './rules.ts'

export interface Relocating {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  /** What the order had when the targets were chosen. */
  readonly seen: readonly SeenLine[]
  /** All lines that it shall have; their places exist. */
  readonly targets: readonly LineTarget[]
}

type SeenLine = Pick<LineTarget, 'placeId' | 'units'>

/**
 * Locks a paid order's places with those that it shall have, then the order. Problem: lines-changed, when
 * another move was faster.
 */
export async function lockToRelocate(
  tx: Tx,
  { storeId, orderId, seen, targets }: Relocating,
): Promise<Relocation> {
  const available = await lockLines(tx, storeId, [...seen, ...targets])
  const order = await queries.lockOrder(tx, storeId, orderId)
  return { order: asSeen(order, seen), available }
}

/** Locks the places of all lines. @returns how many of each can be sold */
async function lockLines(tx: Tx, storeId: Id<'Store'>, lines: readonly SeenLine[]) {
  const ids = [...new Set(lines.map(({ placeId }) => placeId))]
  const locked = await claims.lockForClaims(tx, storeId, ids)
  const { sizes } = await refreshPlaces(tx, storeId, locked, [])
  return new Map([...sizes].map(([id, size]) => [id, availableOf(size)]))
}

function asSeen(order: Order | undefined, seen: readonly SeenLine[]): Order {
  if (!order || !isSeen(order, seen)) throw linesChanged()
  return order
}

function isSeen({ lines }: Order, seen: readonly SeenLine[]): boolean {
  const known = new Map(seen.map(({ placeId, units }) => [placeId, units]))
  const live = lines.filter((line) => unitsLeft(line) > 0)
  return (
    live.length === known.size && live.every((line) => known.get(line.placeId) === unitsLeft(line))
  )
}

interface Relocated extends Pick<Relocating, 'targets'> {
  readonly title: string
  /** What it leaves comes back as if it were canceled. Default: at once. */
  readonly isLate?: boolean
}

/**
 * Gives a paid order, locked with its places, other lines: all of them, or none. The amount stays.
 * Problem: sold-out.
 */
export async function relocate(
  tx: Tx,
  { order, available }: Relocation,
  { targets, title, isLate = false }: Relocated,
): Promise<void> {
  const changes = changesOf(order, targets, available)
  if (changes instanceof Problem) throw changes
  const left = await writeChanges(tx, order, changes, title)
  const taken = new Map(changes.taken)
  if (isLate) {
    await letGo(
      tx,
      order,
      left.map((line) => ({ ...line, quantity: taken.get(line.placeId) ?? 0 })),
    )
    for (const { placeId } of left) taken.delete(placeId)
  }
  if (taken.size > 0) await places.movePlaces(tx, order.storeId, taken)
}

/** @returns the lines that it has left */
async function writeChanges(tx: Tx, order: Order, changes: LineChanges, title: string) {
  const { written, left } = changes
  if (costChangeOf(order, changes) !== 0)
    throw new Error('other lines would cost something else than the order')
  if (written.length > 0) await moves.writeMovedLines(tx, order, written)
  const gone = left.length > 0 ? await moves.leaveLines(tx, order, left) : []
  await moves.writeArranged(tx, order, title)
  return gone
}

/** Two paid orders of a store, each with what it had and shall have. */
export type RelocatingBoth = readonly [Omit<Relocating, 'storeId'>, Omit<Relocating, 'storeId'>]

/**
 * Locks the places that two paid orders have and shall have, then both orders by id. Problem: lines-changed, when
 * another move was faster.
 */
export async function lockToRelocateBoth(
  tx: Tx,
  storeId: Id<'Store'>,
  both: RelocatingBoth,
): Promise<{ readonly orders: readonly [Order, Order] } & Pick<Relocation, 'available'>> {
  const available = await lockLines(
    tx,
    storeId,
    both.flatMap(({ seen, targets }) => [...seen, ...targets]),
  )
  const [one, other] = both
  const locked = await queries.lockOrders(tx, storeId, [one.orderId, other.orderId])
  const find = ({ orderId, seen }: (typeof both)[number]) =>
    asSeen(
      locked.find(({ id }) => id === orderId),
      seen,
    )
  return { orders: [find(one), find(other)], available }
}

/**
 * Gives two paid orders, locked with their places, other lines, where each may take what the other leaves: both, or
 * neither. Their amounts and titles stay. Problem: sold-out.
 */
export async function relocateBoth(
  tx: Tx,
  { orders: [one, other], available }: Awaited<ReturnType<typeof lockToRelocateBoth>>,
  targets: readonly [readonly LineTarget[], readonly LineTarget[]],
): Promise<void> {
  const asked = [
    { order: one, targets: targets[0] },
    { order: other, targets: targets[1] },
  ] as const
  const changes = changesOfBoth(asked, available)
  if (changes instanceof Problem) throw changes
  await writeChanges(tx, one, changes[0], one.title)
  await writeChanges(tx, other, changes[1], other.title)
  const taken = takenByBoth(changes)
  if (taken.size > 0) await places.movePlaces(tx, one.storeId, taken)
}

export const isLostToOthers = (error: unknown): boolean =>
  error instanceof Problem && (error.type === soldOut.type || error.type === linesChanged.type)
