import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { inCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { removeOld } from './queries.ts'

/** Nothing of a line is needed once its day is over; guests see for a week what became of theirs. */
export const TICKET_DAYS = 7
const REMOVED_MOST = 1_000

/** A job: removes old tickets with the names and numbers on them. @returns how many it removed */
export const removeOldTickets = (engine: Engine): Promise<number> =>
  inCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    return removeOld(cell, later(now, -TICKET_DAYS * 24 * 60 * 60), REMOVED_MOST)
  })
