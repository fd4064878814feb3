import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { sharedLookUp } from '../../kernel/shared-read.ts'
import type { Item } from '../../orders/offers.ts'
import { type StandingAnswer, type StandingOffer, standing } from '../../orders/standing.ts'
import { readCells } from '../../postgres/cells.ts'
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
 * Takes one of today's places of a timetable: true, or false when none is left. A time that has begun
 * is allowed: the calling service decides.
 * Problems in order: those of the key, timetable-missing.
 */
export const reserve = (engine: Engine, ask: GateAsk): Promise<StandingAnswer> =>
  step(engine, ask, 1)

/** Gives back one that the caller took today: false when it has none. */
export const release = (engine: Engine, ask: GateAsk): Promise<StandingAnswer> =>
  step(engine, ask, -1)

async function step(
  engine: Engine,
  { timetableId, ...ask }: GateAsk,
  by: 1 | -1,
): Promise<StandingAnswer> {
  const { storeId, item } = cache(engine).get(timetableId) ?? (await lookUp(engine, timetableId))
  return standing(engine, { ...ask, storeId, item, by, missing: rules.timetableMissing })
}

/** Cached timetables: 10 to 20 MB. */
const CACHED_MOST = 50_000
const cache = perEngine(() => new RecentMap<Located>(CACHED_MOST))

const lookUps = perEngine((engine) =>
  sharedLookUp(async (timetableIds: readonly Id<'Timetable'>[]) => {
    const found = await readCells(engine, (on) => queries.findShops(on, timetableIds))
    return new Map(found.map(({ id, storeId }) => [id, storeId]))
  }),
)

/** A timetable's shop and item: one shared object, so that a batch derives its place id once. */
interface Located {
  readonly storeId: Id<'Store'>
  readonly item: Item<Id<'Timetable'>, StandingOffer>
}

/**
 * Looks up and caches a timetable's shop, which never changes. Whether the timetable still exists is
 * checked under the lock. Problem: timetable-missing.
 */
async function lookUp(engine: Engine, timetableId: Id<'Timetable'>): Promise<Located> {
  const storeId = await lookUps(engine)(timetableId)
  if (!storeId) throw rules.timetableMissing()
  const located = { storeId, item: { offers: reserved, what: timetableId } }
  cache(engine).set(timetableId, located)
  return located
}
