/** Makes a page from up to `limit + 1` rows: the extra row means that there is a next page. */
export function page<Item>(
  found: readonly Item[],
  limit: number,
  cursorOf: (last: Item) => string,
): { data: Item[]; nextCursor: string | null } {
  const data = found.slice(0, limit)
  const last = data.at(-1)
  return { data, nextCursor: last !== undefined && found.length > limit ? cursorOf(last) : null }
}

/** The usual cursor: the id of the last item. */
export const idOf = ({ id }: { readonly id: string }): string => id
