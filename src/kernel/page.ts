/** One more than `limit` was read: if it came, there is a page after this one. */
export function page<Item>(
  found: readonly Item[],
  limit: number,
  cursorOf: (last: Item) => string,
): { data: Item[]; nextCursor: string | null } {
  const data = found.slice(0, limit)
  const last = data.at(-1)
  return { data, nextCursor: last !== undefined && found.length > limit ? cursorOf(last) : null }
}

/** The usual cursor: what comes after the last one's id. */
export const idOf = ({ id }: { readonly id: string }): string => id
