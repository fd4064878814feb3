import type { CheckInList, OwnScan } from './judge.ts'

/** What a device keeps of an occasion, so that it works without a network. */
export interface Kept {
  readonly list: CheckInList
  /** When the list was read, by the server's clock. */
  readonly readAt: number
  /** How far the server's clock is ahead of the device's. */
  readonly aheadMs?: number
}

const NAME = 'jari-check-in'

/** Lists may be larger than local storage; a scan is never lost once its promise has resolved. */
async function open(): Promise<IDBObjectStore> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  return database.transaction(NAME, 'readwrite').objectStore(NAME)
}

const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function read<Value>(key: string): Promise<Value | undefined> {
  try {
    return (await done((await open()).get(key))) as Value | undefined
  } catch {
    return undefined // private windows may have no storage
  }
}

async function write(key: string, value: unknown): Promise<void> {
  try {
    await done((await open()).put(value, key))
  } catch {
    // then the page has it as long as it is open
  }
}

export const readKept = (occasionId: string) => read<Kept>(`list ${occasionId}`)
export const keepList = (occasionId: string, kept: Kept) => write(`list ${occasionId}`, kept)
export const readScans = async (occasionId: string): Promise<readonly OwnScan[]> =>
  (await read<readonly OwnScan[]>(`scans ${occasionId}`)) ?? []
export const keepScans = (occasionId: string, scans: readonly OwnScan[]) =>
  write(`scans ${occasionId}`, scans)

const DEVICE = 'jari-device'

export function readDevice(): string {
  try {
    const known = localStorage.getItem(DEVICE)
    if (known) return known
    const letters = crypto.getRandomValues(new Uint8Array(2))
    const made = `#${Array.from(letters, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
    localStorage.setItem(DEVICE, made)
    return made
  } catch {
    return '#'
  }
}

export function keepDevice(name: string): void {
  try {
    localStorage.setItem(DEVICE, name)
  } catch {
    // the name lasts as long as the page
  }
}
