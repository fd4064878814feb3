import { GroupCommit } from './group-commit.ts'

/**
 * Concurrent callers share one read for a key. A caller that arrives while it runs waits for the
 * next one, so that nobody gets data from before the call. A failure rejects all who share it.
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

const encoder = new TextEncoder()

/** The same for a JSON answer, which is written and encoded once for all who share it. */
export const sharedJson = (
  read: (key: string) => Promise<object>,
): ((key: string) => Promise<Uint8Array>) =>
  sharedRead(async (key) => encoder.encode(JSON.stringify(await read(key))))

/**
 * The same for many keys: one statement looks up all keys of concurrent callers, one statement at a
 * time, so that a flood of invented keys costs no more than one caller.
 *
 * @returns undefined for a key that was not found
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
