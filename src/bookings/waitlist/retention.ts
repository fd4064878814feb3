import type { Engine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { removeOld } from './queries.ts'

/** After the time that was waited for. */
export const ENTRY_DAYS = 30
const REMOVED_MOST = 1_000

/** A job: removes entries of times that are long over. @returns how many it removed */
export const removeOldEntries = (engine: Engine): Promise<number> =>
  inCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    return removeOld(cell, later(now, -ENTRY_DAYS * 24 * 60 * 60), REMOVED_MOST)
  })
