import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { readTerms } from '../../policies/queries.ts'
import { takeBackMark, writeMark } from './marks.ts'
import { changeBooking, type GuestAsk } from './on-booking.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Marks whether a guest came; another mark replaces it.
 * Problems in order: order-missing, booking-not-confirmed, visit-too-early, no-show-settled.
 */
export const markVisit = (engine: Engine, ask: GuestAsk, outcome: rules.VisitOutcome) =>
  changeBooking(engine, ask, async (tx, order) => {
    const terms = await readTerms(tx, order)
    orThrow(rules.mark(order, outcome, terms, tx.now))
    await writeMark(tx, order, { outcome, startsAt: terms.startsAt })
    return { visit: outcome }
  })

/** Takes a mark back. Problems in order: order-missing, no-show-settled. */
export const undoVisit = (engine: Engine, ask: GuestAsk) =>
  changeBooking(engine, ask, async (tx, order) => {
    await takeBackMark(tx, order)
    return { visit: null }
  })

/**
 * Writes the store's private note on a booking; an empty text removes it.
 * Problems in order: order-missing, guest-left.
 */
export const writeNote = (engine: Engine, ask: GuestAsk, text: string) =>
  changeBooking(engine, ask, async (tx, order) => {
    orThrow(rules.note(order))
    const note = text.trim()
    if (note) await queries.writeNote(tx, order, engine.keyRing.seal(note))
    else await queries.removeNote(tx, order)
    return { note: note || null }
  })
