import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { sharedLookUp } from '../../kernel/shared-read.ts'
import type { Item } from '../../orders/offers.ts'
import { type StandingAnswer, type StandingOffer, standing } from '../../orders/standing.ts'
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
  const { storeId, item } = known(engine).get(timetableId) ?? (await lookUp(engine, timetableId))
  return standing(engine, { ...ask, storeId, item, by, missing: rules.timetableMissing })
}

/** How many timetables are known at once; about 10 MB, or twice as much. */
const KNOWN_MOST = 50_000
const known = perEngine(() => new RecentMap<Located>(KNOWN_MOST))

const lookUps = perEngine((engine) =>
  sharedLookUp(async (timetableIds: readonly Id<'Timetable'>[]) => {
    const found = await queries.findShops(engine.database, timetableIds)
    return new Map(found.map(({ id, storeId }) => [id, storeId]))
  }),
)

/** Where a timetable is: one object for all who ask for it, so that a batch names its place once. */
interface Located {
  readonly storeId: Id<'Store'>
  readonly item: Item<Id<'Timetable'>, StandingOffer>
}

/**
 * Which shop a timetable is of: that never changes, so it is asked once. Whether the timetable is
 * still there is asked under the lock. Problem: timetable-missing.
 */
async function lookUp(engine: Engine, timetableId: Id<'Timetable'>): Promise<Located> {
  const storeId = await lookUps(engine)(timetableId)
  if (!storeId) throw rules.timetableMissing()
  const place = { storeId, item: { offers: reserved, what: timetableId } }
  known(engine).set(timetableId, place)
  return place
}
