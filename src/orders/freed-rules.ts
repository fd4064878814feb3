import type { Id } from '../kernel/id.ts'

/** Units of a place that an order has let go, and that are not back yet. */
export interface Freed {
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  /** Of the order; null: they have left. */
  readonly buyerId: Id<'Account'> | null
  readonly backAt: Date
  readonly quantity: number
}

/** What was let go and may be claimed before it is back: by who has let it go, and for who waits. */
export interface OwnFreed {
  /** How many units of a place a buyer has let go themselves. */
  left(buyerId: Id<'Account'>, placeId: Id<'Place'>): number
  /** How many units of a place anybody has. */
  all(placeId: Id<'Place'>): number
  /** Takes units of a place, as far as there are some, those first that come back first. */
  take(of: Id<'Account'> | 'all', placeId: Id<'Place'>, quantity: number): Freed[]
}

const unitsOf = (freed: readonly Freed[]): number =>
  freed.reduce((sum, { quantity }) => sum + quantity, 0)

export function ownFreed(freed: readonly Freed[]): OwnFreed {
  const byPlace = Map.groupBy(freed, ({ placeId }) => placeId)
  const ofPlace = (placeId: Id<'Place'>) => byPlace.get(placeId) ?? []
  return {
    left: (buyerId, placeId) => unitsOf(ofPlace(placeId).filter((one) => one.buyerId === buyerId)),
    all: (placeId) => unitsOf(ofPlace(placeId)),
    take(of, placeId, quantity) {
      let wanted = quantity
      const taken: Freed[] = []
      const kept: Freed[] = []
      for (const one of ofPlace(placeId)) {
        const units = of === 'all' || one.buyerId === of ? Math.min(wanted, one.quantity) : 0
        wanted -= units
        if (units > 0) taken.push({ ...one, quantity: units })
        if (units < one.quantity) kept.push({ ...one, quantity: one.quantity - units })
      }
      byPlace.set(placeId, kept)
      return taken
    },
  }
}
