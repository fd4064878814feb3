import { type Engine, perEngine } from '../engine.ts'
import { releaseDelayMost } from '../holds/release-delay.ts'
import type { Id } from '../kernel/id.ts'
import type { DelayOf } from './claim-queries.ts'
import type { ClaimAsk } from './claim-rules.ts'

/** How the keys of places begin that come back late, as the doors declare. */
const lateKeys = perEngine(({ doors }) =>
  [...doors.values()].flatMap(({ releasesLate = [] }) => releasesLate),
)

/** Draws how long after the end of its order a unit of a place with this key comes back, in milliseconds. */
export type DrawDelay = (key: string) => number

/**
 * Delays of anything up to what the operator allows, where its door says so, else none. Each line has one of
 * its own, so that what comes back of an order does not tell when the rest will.
 */
export async function drawDelays(engine: Engine): Promise<DrawDelay> {
  const most = await releaseDelayMost(engine)
  const late = lateKeys(engine)
  return (key) =>
    most > 0 && late.some((begin) => key.startsWith(begin)) ? engine.draw(most * 1000 + 1) : 0
}

/** The delays of the lines of these claims. What a store has claimed for its buyer comes back at once; an offer of the waitlist does not. */
export function delaysIn(
  claims: readonly Pick<ClaimAsk, 'orderId' | 'isByStore' | 'entryId' | 'lines'>[],
  draw: DrawDelay,
): DelayOf {
  const keys = new Map<Id<'Place'>, string>()
  for (const { lines } of claims) for (const { place } of lines) keys.set(place.id, place.key)
  const byStore = new Set(
    claims.flatMap(({ orderId, isByStore, entryId }) => (isByStore && !entryId ? orderId : [])),
  )
  return (orderId, { placeId }) => (byStore.has(orderId) ? 0 : draw(keys.get(placeId) ?? ''))
}
