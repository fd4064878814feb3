import { GroupCommit } from './group-commit.ts'

/**
 * Concurrent callers share one read of what they all want: who asks while it runs waits for the next
 * one, so that each sees what was true after it asked. When it fails it fails for all who share it.
 */
export function sharedRead<Found>(
  read: (key: string) => Promise<Found>,
): (key: string) => Promise<Found> {
  const reads = new GroupCommit<undefined, Found>(
    async (asks, key) => {
      const answer = await read(key).catch((error: Error) => error)
      return asks.map(() => answer)
    },
    { most: Number.POSITIVE_INFINITY },
  )
  return (key) => reads.submit(key, undefined)
}

/**
 * The same for many keys: one statement looks up all that are asked for at once, and one runs at a
 * time, so that a flood of invented keys costs the database no more than one caller does.
 *
 * @returns undefined for what is not there
 */
export function sharedLookUp<Key, Found>(
  read: (keys: readonly Key[], lane: string) => Promise<ReadonlyMap<Key, Found>>,
): (key: Key, lane?: string) => Promise<Found | undefined> {
  const reads = new GroupCommit<Key, Found | undefined>(async (keys, lane) => {
    const found = await read([...new Set(keys)], lane)
    return keys.map((key) => found.get(key))
  })
  return (key, lane = '') => reads.submit(lane, key)
}
