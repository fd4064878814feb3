import type { Room } from './rules.ts'

/** Somebody inside for each place that can be sold, and another one in case they do not take it. */
const INSIDE_PER_PLACE = 2
/** What is not called in this time is not called at once later. */
const BURST_SECONDS = 2

export interface Occupancy {
  /** Passes that are live. */
  readonly inside: number
  /** Called, and may still enter. */
  readonly unclaimed: number
  /** What the store could sell now; undefined: it does not say. */
  readonly stock: number | undefined
  /** What rooms that share a capacity leave to this one; undefined: it shares none. */
  readonly share?: number | undefined
}

export const burstOf = ({ ratePerMinute }: Pick<Room, 'ratePerMinute'>): number =>
  Math.max(1, (ratePerMinute / 60) * BURST_SECONDS)

/**
 * How many may be called now: what the rate, the capacity and the stock allow, whichever is least.
 * `credit` is what the rate allows; the caller takes off it what it calls.
 */
export function callable(
  room: Room,
  { inside, unclaimed, stock, share }: Occupancy,
  now: Date,
): { readonly most: number; readonly credit: number } {
  const seconds = room.tickAt ? Math.max(0, (now.getTime() - room.tickAt.getTime()) / 1000) : 0
  const credit = Math.min(burstOf(room), room.credit + (room.ratePerMinute / 60) * seconds)
  if (room.pausedAt || room.closedAt) return { most: 0, credit: room.credit }
  const taken = inside + unclaimed
  const limits = [
    credit,
    room.capacity - taken,
    stock === undefined ? credit : stock * INSIDE_PER_PLACE - taken,
    share ?? credit,
  ]
  return { most: Math.max(0, Math.floor(Math.min(...limits))), credit }
}

/** Why the line moves more slowly than its rate says. */
export type Slowed = 'paused' | 'sold-out' | 'full'

export function slowedBy(
  room: Pick<Room, 'pausedAt' | 'openedAt' | 'stock' | 'capacity'>,
  inside: number,
): Slowed | null {
  if (!room.openedAt) return null
  if (room.pausedAt) return 'paused'
  if (room.stock !== null && inside >= room.stock * INSIDE_PER_PLACE) return 'sold-out'
  return inside >= room.capacity ? 'full' : null
}
