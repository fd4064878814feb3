import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { type Block, blocksOf, byWords } from './best-rules.ts'
import * as queries from './queries.ts'
import type { Level, Seat } from './rules.ts'

/** A version of a hall, as it is for ever. */
export interface Hall extends queries.HallFacts {
  /** Dearest first. */
  readonly levels: readonly Level[]
  /** In the order of `byWords`. */
  readonly seatsOf: readonly Seat[]
  readonly blocks: readonly Block[]
  /** The highest id of a seat. */
  readonly last: number
}

const CACHED_MOST = 50

/** The halls of an engine, each version read and divided once. */
const halls = perEngine((engine) => {
  const cache = new RecentMap<Hall>(CACHED_MOST)
  const load = sharedRead((storeId) => loadHall(engine, storeId))
  return async (storeId: Id<'Store'>): Promise<Hall | undefined> => {
    const facts = await queries.readHallFacts(engine.cell(storeId), storeId)
    const known = cache.get(storeId)
    if (!facts || known?.version === facts.version) return facts && known
    const loaded = await load(storeId)
    if (loaded) cache.set(storeId, loaded)
    return loaded
  }
})

/** The present version of a concert's hall; undefined before it has one. */
export const hallOf = (engine: Engine, storeId: Id<'Store'>) => halls(engine)(storeId)

const loadHall = (engine: Engine, storeId: Id<'Store'>): Promise<Hall | undefined> =>
  engine.cell(storeId).patient.snapshot(async (on) => {
    const facts = await queries.readHallFacts(on, storeId)
    if (!facts) return undefined
    const levels = await queries.listLevels(on, storeId)
    const seatsOf = (await queries.listSeats(on, storeId)).sort(byWords)
    const last = seatsOf.reduce((most, { id }) => Math.max(most, id), 0)
    return { ...facts, levels, seatsOf, blocks: blocksOf(seatsOf), last }
  })
