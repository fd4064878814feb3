import type { Id } from '../kernel/id.ts'
import { keptFor, type Waiting } from '../waitlist/rules.ts'
import { type Freed, ownFreed } from './freed-rules.ts'

/** Who claims, as far as it decides what is left for them. */
export interface Claimant {
  readonly buyerId: Id<'Account'>
  /** The store claims for the buyer: it may take what others wait for. */
  readonly isByStore?: boolean | undefined
  /** Although the store claims, only what the waitlist leaves. */
  readonly yields?: boolean | undefined
  /** What this entry of the waitlist waits for is offered. */
  readonly entryId?: Id<'WaitlistEntry'> | undefined
  /** Of those who wait, only these could be served now. Default: all. */
  readonly rivals?: ReadonlySet<Id<'WaitlistEntry'>> | undefined
}

export interface LeftFacts {
  readonly available: ReadonlyMap<Id<'Place'>, number>
  readonly freed?: readonly Freed[] | undefined
  /** Who waits for these places, in order. Default: nobody. */
  readonly waiting?: readonly Waiting[] | undefined
}

/** What the claims of a batch leave at each place, and for whom. */
export interface Left {
  of(who: Claimant, placeId: Id<'Place'>): number
  all(who: Claimant): ReadonlyMap<Id<'Place'>, number>
  isWaiting(entryId: Id<'WaitlistEntry'>): boolean
  /** Takes units that are left. Returns those that were let go and are not back yet. */
  take(who: Claimant, placeId: Id<'Place'>, quantity: number): readonly Freed[]
  /** An entry has what it waits for. */
  serve(entryId: Id<'WaitlistEntry'>): void
}

/**
 * What was let go and is not back is left for who has let it go, and for those who wait. Of a place that
 * somebody waits for, everybody else gets what the line leaves, and an entry what those before it leave.
 */
export function leftOf({ available, freed = [], waiting = [] }: LeftFacts): Left {
  const left = new Map(available)
  const own = ownFreed(freed)
  const line = new Map(Map.groupBy(waiting, ({ placeId }) => placeId))
  const of: Left['of'] = (who, placeId) => {
    const units = left.get(placeId) ?? 0
    const mine = units + (who.entryId ? own.all(placeId) : own.left(who.buyerId, placeId))
    const entries = line.get(placeId)
    if (!entries || (who.isByStore && !who.entryId && !who.yields)) return mine
    const total = units + own.all(placeId)
    const rivals = who.rivals ? entries.filter(({ id }) => who.rivals?.has(id)) : entries
    return Math.min(mine, total - keptFor(rivals, total, who.entryId))
  }
  return {
    of,
    all: (who) =>
      freed.length === 0 && waiting.length === 0
        ? left
        : new Map([...left.keys()].map((id) => [id, of(who, id)])),
    isWaiting: (entryId) =>
      [...line.values()].some((some) => some.some(({ id }) => id === entryId)),
    take(who, placeId, quantity) {
      const taken = own.take(who.entryId ? 'all' : who.buyerId, placeId, quantity)
      const units = taken.reduce((sum, one) => sum + one.quantity, 0)
      left.set(placeId, (left.get(placeId) ?? 0) - quantity + units)
      return taken
    },
    serve(entryId) {
      for (const [placeId, entries] of line) {
        const others = entries.filter(({ id }) => id !== entryId)
        line.set(placeId, others)
      }
    },
  }
}

/** What is left of places for everybody who does not wait. */
export function leftToAll(facts: LeftFacts): ReadonlyMap<Id<'Place'>, number> {
  const nobody = '' as Id<'Account'>
  return leftOf(facts).all({ buyerId: nobody })
}
