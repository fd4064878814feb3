import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { type WallDate, wallDate } from '../kernel/time.ts'
import * as places from '../places/queries.ts'
import type { PlaceDraft } from '../places/rules.ts'

/** How a transaction on a batch ended. */
export interface Attempt<Answer> {
  /** The clock that it read. */
  readonly now: Date
  /** Of the store, which has one for ever; undefined when there is no such store. */
  readonly timeZone: string | undefined
  /** Left out when it must begin again: places are missing, or it is another day than was assumed. */
  readonly answer?: Answer
  /** Places that nobody has claimed before. */
  readonly toMake?: readonly PlaceDraft[]
}

/** How many stores' time zones are cached. */
const STORES_MOST = 10_000
const ATTEMPTS_MOST = 8

/**
 * The database's clock against ours, and time zones: they say which day it is at a store before the
 * transaction has told. A wrong guess costs a round trip.
 */
const clocks = perEngine(() => ({ aheadMs: 0, timeZones: new RecentMap<string>(STORES_MOST) }))

/**
 * Attempts a transaction on a batch until it has an answer. Each attempt is told the store's date,
 * checks it under its locks and says what the clock was; places that it finds missing are made before
 * the next one.
 */
export async function attemptOn<Answer>(
  engine: Engine,
  storeId: Id<'Store'>,
  attempt: (today: WallDate) => Promise<Attempt<Answer>>,
): Promise<Answer> {
  const clock = clocks(engine)
  let at = new Date(Date.now() + clock.aheadMs)
  for (let tried = 0; tried < ATTEMPTS_MOST; tried++) {
    const done = await attempt(wallDate(at, clock.timeZones.get(storeId) ?? 'UTC'))
    at = done.now
    clock.aheadMs = at.getTime() - Date.now()
    if (done.timeZone) clock.timeZones.set(storeId, done.timeZone)
    if (done.answer !== undefined) return done.answer
    if (done.toMake) await places.makePlaces(engine.database, storeId, done.toMake)
  }
  throw new Error('what a batch needs was never there all at once')
}
