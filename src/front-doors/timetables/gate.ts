import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Known } from '../../kernel/known.ts'
import { sharedLookUp } from '../../kernel/shared-read.ts'
import { type StandingAnswer, standing } from '../../orders/standing.ts'
import type { Once } from '../../postgres/once.ts'
import type { By } from '../../stores/rules.ts'
import * as queries from './gate-queries.ts'
import { reserved } from './offers.ts'
import * as rules from './rules.ts'

export interface GateAsk extends By {
  readonly timetableId: Id<'Timetable'>
  readonly once: Once | undefined
}

/**
 * Takes one of today's places of a timetable: true, or false when none is left. What begins does
 * not matter here: the service that asks knows what it reserves.
 * Problems in order: those of the key, timetable-missing.
 */
export const reserve = (engine: Engine, ask: GateAsk): Promise<StandingAnswer> =>
  step(engine, ask, 1)

/** Gives one back that the caller has taken today: false when they have none. */
export const release = (engine: Engine, ask: GateAsk): Promise<StandingAnswer> =>
  step(engine, ask, -1)

async function step(
  engine: Engine,
  { timetableId, ...ask }: GateAsk,
  by: 1 | -1,
): Promise<StandingAnswer> {
  const storeId = await shopOf(engine, timetableId)
  const item = { offers: reserved, what: timetableId }
  return standing(engine, { ...ask, storeId, item, by, missing: rules.timetableMissing })
}

/** How many timetables are known at once; about 10 MB, or twice as much. */
const KNOWN_MOST = 50_000
const known = perEngine(() => new Known<Id<'Store'>>(KNOWN_MOST))

const lookUps = perEngine((engine) =>
  sharedLookUp(async (timetableIds: readonly Id<'Timetable'>[]) => {
    const found = await queries.findShops(engine.database, timetableIds)
    return new Map(found.map(({ id, storeId }) => [id, storeId]))
  }),
)

/**
 * Which shop a timetable is of: that never changes, so it is asked once. Whether the timetable is
 * still there is asked under the lock. Problem: timetable-missing.
 */
async function shopOf(engine: Engine, timetableId: Id<'Timetable'>): Promise<Id<'Store'>> {
  const cached = known(engine).get(timetableId)
  if (cached) return cached
  const storeId = await lookUps(engine)(timetableId)
  if (!storeId) throw rules.timetableMissing()
  known(engine).set(timetableId, storeId)
  return storeId
}
