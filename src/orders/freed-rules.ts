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

/** What buyers have let go themselves and may claim again before it is back. */
export interface OwnFreed {
  /** How many units of a place. */
  left(buyerId: Id<'Account'>, placeId: Id<'Place'>): number
  /** Takes units of a place, as far as there are some, those first that come back first. */
  take(buyerId: Id<'Account'>, placeId: Id<'Place'>, quantity: number): Freed[]
  /** What is left for a buyer: of everybody, and of themselves. */
  withOwn(
    buyerId: Id<'Account'>,
    left: ReadonlyMap<Id<'Place'>, number>,
  ): ReadonlyMap<Id<'Place'>, number>
}

const keyOf = (buyerId: string | null, placeId: string) => `${buyerId} ${placeId}`

export function ownFreed(freed: readonly Freed[]): OwnFreed {
  const byKey = Map.groupBy(
    freed.filter(({ buyerId }) => buyerId !== null),
    ({ buyerId, placeId }) => keyOf(buyerId, placeId),
  )
  const left: OwnFreed['left'] = (buyerId, placeId) =>
    (byKey.get(keyOf(buyerId, placeId)) ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    left,
    take(buyerId, placeId, quantity) {
      const key = keyOf(buyerId, placeId)
      let wanted = quantity
      const taken: Freed[] = []
      const kept: Freed[] = []
      for (const one of byKey.get(key) ?? []) {
        const units = Math.min(wanted, one.quantity)
        wanted -= units
        if (units > 0) taken.push({ ...one, quantity: units })
        if (units < one.quantity) kept.push({ ...one, quantity: one.quantity - units })
      }
      byKey.set(key, kept)
      return taken
    },
    withOwn(buyerId, all) {
      if (byKey.size === 0) return all
      return new Map([...all].map(([id, units]) => [id, units + left(buyerId, id)]))
    },
  }
}
