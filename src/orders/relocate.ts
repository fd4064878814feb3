import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as places from '../places/queries.ts'
import { availableOf } from '../places/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import * as claims from './claim-queries.ts'
import { unitsLeft } from './money-rules.ts'
import * as moves from './move-queries.ts'
import * as queries from './queries.ts'
import { refreshPlaces } from './release.ts'
import { changesOf, type LineTarget, linesChanged, type Relocation } from './relocate-rules.ts'
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
  const ids = [...new Set([...seen, ...targets].map(({ placeId }) => placeId))]
  const locked = await claims.lockForClaims(tx, storeId, ids)
  const { sizes } = await refreshPlaces(tx, storeId, locked, [])
  const order = await queries.lockOrder(tx, storeId, orderId)
  const available = new Map([...sizes].map(([id, size]) => [id, availableOf(size)]))
  if (!order || !isSeen(order, seen)) throw linesChanged()
  return { order, available }
}

function isSeen({ lines }: Order, seen: readonly SeenLine[]): boolean {
  const known = new Map(seen.map(({ placeId, units }) => [placeId, units]))
  const live = lines.filter((line) => unitsLeft(line) > 0)
  return (
    live.length === known.size && live.every((line) => known.get(line.placeId) === unitsLeft(line))
  )
}

/**
 * Gives a paid order, locked with its places, other lines: all of them, or none. What it leaves is free
 * at once. The amount stays. Problem: sold-out.
 */
export async function relocate(
  tx: Tx,
  { order, available }: Relocation,
  { targets, title }: Pick<Relocating, 'targets'> & { readonly title: string },
): Promise<void> {
  const changes = changesOf(order, targets, available)
  if (changes instanceof Problem) throw changes
  const { written, left, taken } = changes
  if (written.length > 0) await moves.writeMovedLines(tx, order, written)
  if (left.length > 0) await moves.leaveLines(tx, order, left)
  if (taken.size > 0) await places.movePlaces(tx, order.storeId, taken)
  await moves.writeArranged(tx, order, title)
}

export const isLostToOthers = (error: unknown): boolean =>
  error instanceof Problem && (error.type === soldOut.type || error.type === linesChanged.type)
