const USUAL = 'jari-party'

/** How many came the last time, as this browser remembers; two at first. */
export function usualParty(): number {
  try {
    const kept = Number(localStorage.getItem(USUAL))
    return Number.isInteger(kept) && kept >= 1 && kept <= 100 ? kept : 2
  } catch {
    return 2
  }
}

export function rememberParty(party: number): void {
  try {
    localStorage.setItem(USUAL, String(party))
  } catch {
    // Storage may be blocked.
  }
}
