import type { Id } from '../kernel/id.ts'
import { namedId } from '../places/place-id.ts'

/** Names the standing orders of a store, one for each place and caller; remembers what it named. */
export function standingId(storeId: Id<'Store'>) {
  const known = new Map<string, Id<'Order'>>()
  return (placeId: Id<'Place'>, callerId: Id<'Account'>): Id<'Order'> => {
    const name = `standing/${placeId}/${callerId}`
    const id = known.get(name) ?? namedId<'Order'>(storeId, name)
    known.set(name, id)
    return id
  }
}
