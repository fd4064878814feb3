import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PlaceDraft } from '../places/rules.ts'

/** One more of a place, or one less. */
export interface Step {
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  readonly callerId: Id<'Account'>
  /** May take at every store, not only at their own. */
  readonly everyStore: boolean
  readonly by: 1 | -1
  /** The problem that it is not offered, or not to this caller. */
  missing(): Problem
}

/** What a front door offers, with the place that it is at the instant of the decision. */
export interface Offer {
  readonly ownerId: Id<'Account'>
  readonly currency: Currency
  readonly timeZone: string
  readonly closedAt: Date | null
  readonly title: string
  readonly place: PlaceDraft
}

/** What is true, under lock, when a batch of steps is decided. */
export interface StandingFacts {
  /** By the ids of their places. */
  readonly offers: ReadonlyMap<Id<'Place'>, Offer>
  /** Of every place that is asked for, with what has expired already given back. */
  readonly remaining: ReadonlyMap<Id<'Place'>, number>
  /** How many each standing order has taken; one that is not here was never made. */
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
 * Decides a batch of steps in order of arrival, each on what the ones before it left: whether one
 * was taken, or given back. Nobody gives back what they have not taken.
 *
 * @returns one outcome a step: whether it was done, or the problem that what it asks for is not
 *   offered, is no more since the store closed, or is another's; and what has changed
 */
export function stand(facts: StandingFacts, steps: readonly Step[], now: Date) {
  const remaining = new Map(facts.remaining)
  const changed = new Map<Id<'Order'>, Standing>()

  const decideOne = (step: Step): boolean | Problem => {
    const { orderId, placeId, callerId, by } = step
    const offer = facts.offers.get(placeId)
    if (!offer || (offer.closedAt && offer.closedAt <= now)) return step.missing()
    if (!step.everyStore && offer.ownerId !== callerId) return step.missing()
    const before = changed.get(orderId)
    const taken = before?.taken ?? facts.taken.get(orderId) ?? 0
    const left = remaining.get(offer.place.id) ?? 0
    if (by === 1 ? left < 1 : taken < 1) return false

    // Past this line the step must succeed.
    remaining.set(offer.place.id, left - by)
    const took = by === 1 || before?.took === true
    changed.set(orderId, { orderId, callerId, offer, taken: taken + by, took })
    return true
  }
  return { outcomes: steps.map(decideOne), changed: [...changed.values()] }
}

/** By how much each place changes when these orders have changed. */
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
