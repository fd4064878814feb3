import type { Engine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { removeOldBusinesses } from './queries.ts'

/** From the day a store has closed: as long as the last contract with its buyers (전자상거래법 시행령 §6). */
export const BUSINESS_YEARS = 5

/** Five calendar years, whichever of them are leap years. */
const KEPT_SECONDS = (BUSINESS_YEARS * 365 + 2) * 24 * 60 * 60
const REMOVED_MOST = 1_000

/** A job: who sold at a store that closed long ago is forgotten. */
export const forgetOldBusinesses = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on.patient)
    return removeOldBusinesses(on.patient, later(now, -KEPT_SECONDS), REMOVED_MOST)
  })
