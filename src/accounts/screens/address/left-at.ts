import { returnPath } from '../../../kernel/return-path.ts'

/** The link of a mail opens in another tab, so all tabs of this browser share it. */
const NAME = 'jari-left-at'
/** As long as the link works. */
const KEPT_MS = 24 * 60 * 60 * 1_000

interface Asking {
  readonly accountId: string
  readonly origin: string
  readonly now: number
}

/** Where an account was when it was sent a link, from what is stored; undefined for anything odd. */
export function leftAt(
  stored: string | null,
  { accountId, origin, now }: Asking,
): string | undefined {
  try {
    const left: unknown = JSON.parse(stored ?? 'null')
    if (typeof left !== 'object' || left === null) return undefined
    const { accountId: whose, path, until } = left as Readonly<Record<string, unknown>>
    if (whose !== accountId || typeof until !== 'number' || until <= now) return undefined
    return returnPath(path, origin)
  } catch {
    return undefined
  }
}

/** An account is sent a link that verifies its address: it is led back here. */
export function leaveAt(accountId: string, path: string): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ accountId, path, until: Date.now() + KEPT_MS }))
  } catch {
    // Storage may be blocked.
  }
}

/** Where the account goes on, now that its address is verified. */
export function readLeftAt(accountId: string): string | undefined {
  try {
    const asking = { accountId, origin: location.origin, now: Date.now() }
    return leftAt(localStorage.getItem(NAME), asking)
  } catch {
    return undefined
  }
}

/** Once it has gone there. */
export function forgetLeftAt(): void {
  try {
    localStorage.removeItem(NAME)
  } catch {
    // Storage may be blocked.
  }
}
