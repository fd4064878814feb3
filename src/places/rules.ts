import type { Id } from '../kernel/id.ts'

/** The one unit of inventory: `capacity`, and `remaining` of it. */
export interface Place {
  readonly id: Id<'Place'>
  readonly capacity: number
  readonly remaining: number
  /** When what it is a place at begins; null for what does not begin. */
  readonly startsAt: Date | null
}

/** A place as its front door knows it: enough to make it when it is first claimed. */
export interface PlaceDraft {
  readonly id: Id<'Place'>
  readonly key: string
  readonly capacity: number
  readonly startsAt: Date | null
}

/** Gives a place another capacity. What is taken stays taken, so it never falls below that. */
export function resize(place: Place, capacity: number): Place {
  const taken = place.capacity - place.remaining
  const kept = Math.max(capacity, taken)
  return { ...place, capacity: kept, remaining: kept - taken }
}
