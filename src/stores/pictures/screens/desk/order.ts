/** The items with one moved to another position; undefined if nothing changes. */
export function movedTo<Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
  to: number,
): Item[] | undefined {
  const from = items.findIndex((item) => item.id === id)
  const item = items[from]
  if (!item || from === to || to < 0 || to >= items.length) return undefined
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
