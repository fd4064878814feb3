/**
 * A return or an exchange of units that have arrived.
 *
 *   requested ── approve ──▶ approved ── collect ──▶ collected ── complete ──▶ done
 *      │  └───── refuse ◀───────┴──────── refuse ◀──────┘
 *      ├─ withdraw (also approved) ─▶ withdrawn
 *      └─ the order is canceled (also approved) ─▶ canceled
 */
export type ReturnState =
  | 'requested'
  | 'approved'
  | 'collected'
  | 'done'
  | 'refused'
  | 'withdrawn'
  | 'canceled'

/** What may follow. */
export const next: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  requested: ['approved', 'refused', 'withdrawn', 'canceled'],
  approved: ['collected', 'refused', 'withdrawn', 'canceled'],
  collected: ['done', 'refused'],
  done: [],
  refused: [],
  withdrawn: [],
  canceled: [],
}

export const isOpen = (state: ReturnState): boolean => next[state].length > 0

export const isReturning = (returns: readonly { readonly state: ReturnState }[]): boolean =>
  returns.some(({ state }) => isOpen(state))

/** Whether its units are gone, or are about to go. */
export const isCounted = (state: ReturnState): boolean =>
  state !== 'refused' && state !== 'withdrawn' && state !== 'canceled'

interface Told {
  readonly kind: 'return' | 'exchange'
  readonly state: ReturnState
}

/** How many of these are under way, and how many of those are exchanges. */
export function openIn(returns: readonly Told[]) {
  const open = returns.filter(({ state }) => isOpen(state))
  const exchanges = open.filter(({ kind }) => kind === 'exchange')
  return { openReturns: open.length, openExchanges: exchanges.length }
}

/** What those are called together. */
export function openKind(open: { readonly openReturns: number; readonly openExchanges: number }) {
  if (open.openExchanges === 0) return 'return'
  return open.openExchanges === open.openReturns ? 'exchange' : 'both'
}
