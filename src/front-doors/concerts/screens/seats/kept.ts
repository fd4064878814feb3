/** What was chosen for a performance: kept in this tab, through signing in and reloading. */
export interface Kept {
  readonly seatIds: readonly number[]
  readonly presaleCode: string
}

const none: Kept = { seatIds: [], presaleCode: '' }
const nameOf = (performanceId: string) => `jari-seats ${performanceId}`

export function readKept(performanceId: string): Kept {
  try {
    const kept = JSON.parse(sessionStorage.getItem(nameOf(performanceId)) ?? '{}') as Partial<Kept>
    return { ...none, ...kept }
  } catch {
    return none
  }
}

export function keep(performanceId: string, kept: Kept): void {
  try {
    if (kept.seatIds.length === 0 && !kept.presaleCode)
      sessionStorage.removeItem(nameOf(performanceId))
    else sessionStorage.setItem(nameOf(performanceId), JSON.stringify(kept))
  } catch {
    // Storage may be blocked; then the choice lasts as long as the page.
  }
}
