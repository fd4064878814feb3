import type { PlaceChange } from '../../../web/live.ts'

interface Counted {
  readonly placeId: string
  readonly remaining: number
}

/** Times with live counts; the same list when none of them changed. */
export function withCounts<Time extends Counted>(
  times: Time[],
  changes: readonly PlaceChange[],
): Time[] {
  const remaining = new Map(changes.map((change) => [change.placeId, change.remaining]))
  if (!times.some(({ placeId }) => remaining.has(placeId))) return times
  return times.map((time) => ({
    ...time,
    remaining: remaining.get(time.placeId) ?? time.remaining,
  }))
}
