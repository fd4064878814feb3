/** The tickets that this browser's accounts accepted: the server lists tickets by concert only. */
export interface Received {
  readonly concertId: string
  readonly serial: string
}

const MOST = 100

const key = (accountId: string) => `jari-received-tickets-${accountId}`

const isReceived = (kept: Partial<Received> | null): kept is Received =>
  typeof kept?.concertId === 'string' && typeof kept.serial === 'string'

/** The latest first. */
export function readReceived(accountId: string): readonly Received[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(accountId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isReceived) : []
  } catch {
    return [] // blocked, or not ours
  }
}

export function keepReceived(accountId: string, received: Received): void {
  try {
    const kept = [received, ...readReceived(accountId)].slice(0, MOST)
    localStorage.setItem(key(accountId), JSON.stringify(kept))
  } catch {
    // Storage may be blocked.
  }
}
