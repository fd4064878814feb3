import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PlaceDraft } from '../places/rules.ts'

/** Takes one of a place, or gives one back. */
export interface Step {
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  readonly callerId: Id<'Account'>
  /** Allowed at every store, not only at the caller's own. */
  readonly everyStore: boolean
  readonly by: 1 | -1
  /** The problem when it is not offered, or not to this caller. */
  missing(): Problem
}

/** An offer of a front door, with its place at the instant of the decision. */
export interface Offer {
  readonly ownerId: Id<'Account'>
  readonly currency: Currency
  readonly timeZone: string
  readonly closedAt: Date | null
  readonly title: string
  readonly place: PlaceDraft
}

/** The facts, read under lock, on which a batch of steps is decided. */
export interface StandingFacts {
  /** By id of the place. */
  readonly offers: ReadonlyMap<Id<'Place'>, Offer>
  /** As in `ClaimFacts`. */
  readonly available: ReadonlyMap<Id<'Place'>, number>
  /** How many each standing order has taken; a missing one does not exist yet. */
  readonly taken: ReadonlyMap<Id<'Order'>, number>
}

/** A standing order after a batch. */
export interface Standing {
  readonly orderId: Id<'Order'>
  readonly callerId: Id<'Account'>
  readonly offer: Offer
  readonly taken: number
  /** It took at least once in this batch. */
  readonly took: boolean
}

/**
 * Decides a batch of steps in order of arrival, each on what the previous ones left. A caller gives
 * back only what it has taken.
 *
 * @returns for each step whether it was done, or its `missing` problem (not offered, the store is
 *   closed, or another owner's); and the changed standing orders
 */
export function stand(facts: StandingFacts, steps: readonly Step[], now: Date) {
  const available = new Map(facts.available)
  const changed = new Map<Id<'Order'>, Standing>()

  const decideOne = (step: Step): boolean | Problem => {
    const { orderId, placeId, callerId, by } = step
    const offer = facts.offers.get(placeId)
    if (!offer || (offer.closedAt && offer.closedAt <= now)) return step.missing()
    if (!step.everyStore && offer.ownerId !== callerId) return step.missing()
    const before = changed.get(orderId)
    const taken = before?.taken ?? facts.taken.get(orderId) ?? 0
    const left = available.get(offer.place.id) ?? 0
    if (by === 1 ? left < 1 : taken < 1) return false

    // Past this line the step must succeed.
    available.set(offer.place.id, left - by)
    const took = by === 1 || before?.took === true
    changed.set(orderId, { orderId, callerId, offer, taken: taken + by, took })
    return true
  }
  return { outcomes: steps.map(decideOne), changed: [...changed.values()] }
}

/** The change of each place's remaining count. */
export function movesOf(
  changed: readonly Standing[],
  before: StandingFacts['taken'],
): Map<Id<'Place'>, number> {
  const moves = new Map<Id<'Place'>, number>()
  for (const { orderId, offer, taken } of changed) {
    const by = (before.get(orderId) ?? 0) - taken
    if (by !== 0) moves.set(offer.place.id, (moves.get(offer.place.id) ?? 0) + by)
  }
  return moves
}
