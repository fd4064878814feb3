import type { Engine } from '../engine.ts'
import { inCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { carryGuestNotes, eraseOldGuestNotes } from './history/note-queries.ts'
import { eraseDueBookers } from './queries.ts'

/** After the last thing that was booked has begun, or after payment where nothing begins. */
export const BOOKER_DAYS = 365
/** After the order has ended unpaid; also how soon it is first asked. */
export const UNPAID_BOOKER_DAYS = 30
const BOOKERS_MOST = 1_000

/** A job: erases bookers that are not needed any more; the orders stay. @returns how many it asked about */
export const eraseOldBookers = (engine: Engine): Promise<number> =>
  inCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    const days = { paid: BOOKER_DAYS, unpaid: UNPAID_BOOKER_DAYS }
    await carryGuestNotes(cell, now)
    const asked = await eraseDueBookers(cell, now, days, BOOKERS_MOST)
    await eraseOldGuestNotes(cell)
    return asked
  })
