import { type Engine, perEngine } from '../engine.ts'
import { releaseDelayMost } from '../holds/release-delay.ts'
import type { PlaceName } from './offers.ts'

/** How the keys of places begin that come back late, as the doors declare. */
const lateKeys = perEngine(({ doors }) =>
  [...doors.values()].flatMap(({ releasesLate = [] }) => releasesLate),
)

/**
 * Draws how long after the end of its order a unit of a place comes back, in milliseconds: anything up to what
 * the operator allows where its door says so, else nothing. Each line has a delay of its own, so that what
 * comes back of an order does not tell when the rest will.
 */
export async function delaysOf(engine: Engine): Promise<(place: Pick<PlaceName, 'key'>) => number> {
  const most = await releaseDelayMost(engine)
  const late = lateKeys(engine)
  return ({ key }) =>
    most > 0 && late.some((begin) => key.startsWith(begin)) ? engine.draw(most * 1000 + 1) : 0
}
