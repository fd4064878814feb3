import type { Id } from '../kernel/id.ts'

/** The one unit of inventory: `capacity`, and `remaining` of it. */
export interface Place {
  readonly id: Id<'Place'>
  readonly capacity: number
  readonly remaining: number
  /** Part of the capacity: taken beyond what the store wants to sell. */
  readonly excess: number
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

/** A place that its offer has left: the offer was removed, or is at another time by now. */
export interface LeftPlace {
  readonly key: string
  readonly startsAt: Date
  /** All that it can have sold; of a removed offer, what it has. */
  readonly capacity: number
}

/** A place without the facts that a change of its size does not need. */
export type Size = Pick<Place, 'id' | 'capacity' | 'remaining' | 'excess'>

/** How many the store wants to sell. */
export const wantedOf = ({ capacity, excess }: Size): number => capacity - excess

/** Negative when more are taken than the store wants to sell. */
export const availableOf = ({ remaining, excess }: Size): number => remaining - excess

/**
 * Changes how many the store wants to sell. What is taken beyond it stays taken, as excess, and is
 * not sold again when it comes back.
 */
export function resize<Sized extends Size>(place: Sized, wanted: number): Sized {
  const taken = place.capacity - place.remaining
  const capacity = Math.max(wanted, taken)
  return { ...place, capacity, remaining: capacity - taken, excess: capacity - wanted }
}

/** A place after `quantity` has come back: excess goes first. `movePlaces` does the same in SQL. */
export const putBack = <Sized extends Size>(place: Sized, quantity: number): Sized =>
  resize({ ...place, remaining: place.remaining + quantity }, wantedOf(place))
