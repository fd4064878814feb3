import type { Id } from '../kernel/id.ts'

/** The first of some groups of which every place is left; undefined: none is. */
export const firstFree = <Line extends { readonly place: { readonly id: Id<'Place'> } }>(
  groups: readonly (readonly Line[])[],
  left: ReadonlyMap<Id<'Place'>, number>,
): readonly Line[] | undefined =>
  groups.find((lines) => lines.every(({ place }) => (left.get(place.id) ?? 0) > 0))
