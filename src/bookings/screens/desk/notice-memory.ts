/** What this browser remembers of a store's notices; without storage, as long as the page is open. */
const fallback = new Map<string, string>()

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return fallback.get(key)
  }
}

function write(key: string, value: string): void {
  fallback.set(key, value)
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage may be blocked.
  }
}

const seenKey = (storeId: string) => `jari-notices-seen-${storeId}`
const OFF_KEY = 'jari-notices-off'

/** The id of the last notice that was seen; ids grow with time. */
export const readSeen = (storeId: string) => read(seenKey(storeId))
export const writeSeen = (storeId: string, id: string) => write(seenKey(storeId), id)

/** Whether badge and sound are on; the choice holds for every store. */
export const areNoticesOn = (): boolean => read(OFF_KEY) !== 'yes'
export const switchNotices = (on: boolean) => write(OFF_KEY, on ? 'no' : 'yes')
