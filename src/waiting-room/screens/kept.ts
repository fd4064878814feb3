import { whenAccountChanges } from '../../web/account-change.ts'

/** What this browser keeps of waiting rooms; with blocked storage, as long as the page is open. */
const fallback = new Map<string, string>()
const PREFIX = 'jari-waiting-'

function read<Value>(key: string): Value | undefined {
  let text = fallback.get(key)
  try {
    text = localStorage.getItem(PREFIX + key) ?? undefined
  } catch {
    // Storage may be blocked.
  }
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Value)
  } catch {
    return undefined
  }
}

function write(key: string, value: unknown): void {
  const text = value === undefined ? undefined : JSON.stringify(value)
  if (text === undefined) fallback.delete(key)
  else fallback.set(key, text)
  try {
    if (text === undefined) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, text)
  } catch {
    // Storage may be blocked.
  }
}

/** The ticket itself is a cookie that scripts cannot read. */
export interface KeptTicket {
  readonly accountId: string
  readonly roomId: string | undefined
  readonly number: number
  /** It admitted its holder already. */
  readonly isUsed: boolean
  /** The first position that was known: where the progress begins. */
  readonly first: number | undefined
}

export const readTicket = (storeId: string) => read<KeptTicket>(`ticket-${storeId}`)
export const writeTicket = (storeId: string, ticket: KeptTicket | undefined) =>
  write(`ticket-${storeId}`, ticket)

export function markUsed(storeId: string): void {
  const ticket = readTicket(storeId)
  if (ticket) writeTicket(storeId, { ...ticket, isUsed: true })
}

/** That this browser was admitted; the pass itself is a cookie that scripts cannot read. */
export interface KeptPass {
  readonly storeId: string
  readonly storeName: string
  /** When it began, by the server's clock. */
  readonly since: string
  /** When the time to choose ends, by the server's clock. */
  readonly until: string
  /** How far the server's clock is ahead of the local one. */
  readonly aheadMs: number
  /** The pages of the store begin with this path. */
  readonly page: string
}

const listeners = new Set<() => void>()
let passes: readonly KeptPass[] = (read<KeptPass[]>('passes') ?? []).filter(isRecent)

/** A pass that has ended a while ago is no longer spoken of. */
function isRecent({ until, aheadMs }: KeptPass): boolean {
  return Date.parse(until) > Date.now() + aheadMs - 3_600_000
}

function writePasses(kept: readonly KeptPass[]): void {
  passes = kept
  write('passes', kept)
  for (const listener of listeners) listener()
}

export const readPasses = (): readonly KeptPass[] => passes

export const listenToPasses = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const others = (storeId: string) => passes.filter((pass) => pass.storeId !== storeId)

export const keepPass = (pass: KeptPass): void =>
  writePasses([...others(pass.storeId).filter(isRecent), pass])

export const dropPass = (storeId: string): void => {
  if (passes.some((pass) => pass.storeId === storeId)) writePasses(others(storeId))
}

/** Buying ends a pass; what was bought before it began does not. */
export function passBought(storeId: string, paidAt: string): void {
  const pass = passes.find((one) => one.storeId === storeId)
  if (pass && Date.parse(paidAt) >= Date.parse(pass.since)) dropPass(storeId)
}

whenAccountChanges(() => writePasses([]))
