import type { Id } from '../kernel/id.ts'
import { namedId } from '../places/place-id.ts'

/** Ids of a store's standing orders, one for each place and caller, memoized. */
export function standingId(storeId: Id<'Store'>) {
  const ids = new Map<string, Id<'Order'>>()
  return (placeId: Id<'Place'>, callerId: Id<'Account'>): Id<'Order'> => {
    const name = `standing/${placeId}/${callerId}`
    const id = ids.get(name) ?? namedId<'Order'>(storeId, name)
    ids.set(name, id)
    return id
  }
}
