import type { Entry } from './waitlist-queries.ts'

type Item = Readonly<Record<string, string>>
type Known = Pick<Entry, 'state' | 'item'> & { readonly store: Pick<Entry['store'], 'id'> }

const has = (item: Item, members: Item): boolean =>
  Object.entries(members).every(([name, value]) => item[name] === value)

/** What somebody waits for at a time, or is offered; `time` has the members of an item that say when. */
export const openEntryAt = <One extends Known>(
  entries: readonly One[],
  { storeId, time }: { readonly storeId: string; readonly time: Item },
): One | undefined =>
  entries.find(
    ({ state, store, item }) =>
      (state === 'waiting' || state === 'offered') && store.id === storeId && has(item, time),
  )

/** Whether it is another wish at the same time: for another party, in another area. */
export const isAnotherWish = (entry: Pick<Entry, 'item'>, item: Item): boolean =>
  !has(entry.item, item) || !has(item, entry.item)
