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

/** Parts of cursors. A cursor is the sort key of the last item of a page. */
export const cursorParts = {
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  /** An instant that PostgreSQL can store, to the year 5138. */
  milliseconds: '\\d{1,14}',
  time: '(?:[01]\\d|2[0-3]):[0-5]\\d',
} as const
