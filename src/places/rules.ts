import type { Id } from '../kernel/id.ts'

/** The one unit of inventory: `capacity`, and `remaining` of it. */
export interface Place {
  readonly id: Id<'Place'>
  readonly capacity: number
  readonly remaining: number
  /** The start; null for what has no time. */
  readonly startsAt: Date | null
}

/** The facts with which the first claim creates a place. */
export interface PlaceDraft {
  readonly id: Id<'Place'>
  readonly key: string
  readonly capacity: number
  readonly startsAt: Date | null
}

/** Changes the capacity of a place, but never below what is taken. */
export function resize(place: Place, capacity: number): Place {
  const taken = place.capacity - place.remaining
  const kept = Math.max(capacity, taken)
  return { ...place, capacity: kept, remaining: kept - taken }
}
