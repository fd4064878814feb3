import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { type WallDate, wallDate } from '../kernel/time.ts'
import * as places from '../places/queries.ts'
import type { PlaceDraft } from '../places/rules.ts'

/** How a transaction on a batch ended. */
export interface Attempt<Answer> {
  /** The database clock. */
  readonly now: Date
  /** Of the store; undefined when it does not exist. */
  readonly timeZone: string | undefined
  /** Left out to retry: places are missing, or the date assumed was wrong. */
  readonly answer?: Answer
  /** Places that do not exist yet. */
  readonly toMake?: readonly PlaceDraft[]
}

/** Time zones in the cache. */
const STORES_MOST = 10_000
const ATTEMPTS_MOST = 8

/**
 * The offset of the database clock, and time zones of stores: enough to guess the date in a store
 * before the transaction reads it. A wrong guess costs a round trip.
 */
const clocks = perEngine(() => ({ aheadMs: 0, timeZones: new RecentMap<string>(STORES_MOST) }))

/**
 * Retries a transaction on a batch until it has an answer. Each attempt gets the assumed date in the
 * store and checks it under its locks; missing places are created before the next one.
 */
export async function attemptOn<Answer>(
  engine: Engine,
  storeId: Id<'Store'>,
  attempt: (today: WallDate) => Promise<Attempt<Answer>>,
): Promise<Answer> {
  const clock = clocks(engine)
  let at = new Date(Date.now() + clock.aheadMs)
  for (let attempts = 0; attempts < ATTEMPTS_MOST; attempts++) {
    const done = await attempt(wallDate(at, clock.timeZones.get(storeId) ?? 'UTC'))
    at = done.now
    clock.aheadMs = at.getTime() - Date.now()
    if (done.timeZone) clock.timeZones.set(storeId, done.timeZone)
    if (done.answer !== undefined) return done.answer
    if (done.toMake) await places.makePlaces(engine.cell(storeId), storeId, done.toMake)
  }
  throw new Error('a batch ran out of attempts')
}
