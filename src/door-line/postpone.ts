import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { findInCells } from '../postgres/cells.ts'
import { answerOnce, type Once } from '../postgres/once.ts'
import { readStore } from '../stores/queries.ts'
import { showTicket } from './list.ts'
import { onLine } from './locked.ts'
import { postpone } from './postpone-rules.ts'
import * as queries from './queries.ts'
import { ticketMissing, ticketOver } from './rules.ts'

/**
 * Lets so many parties go before the guest's own, or all that wait behind it if they are fewer. Problems in order:
 * door-ticket-missing, those of the key, door-ticket-over, those of `postpone` of postpone-rules.ts.
 */
export async function postponeTicket(
  engine: Engine,
  {
    holderId,
    ticketId,
    parties,
  }: {
    readonly holderId: Id<'Account'>
    readonly ticketId: Id<'DoorTicket'>
    readonly parties: number
  },
  once: Once,
) {
  const found = await findInCells(engine, (on) => queries.findOwn(on, holderId, ticketId))
  const store = found && (await readStore(engine.cell(found.storeId), found.storeId))
  if (!store) throw ticketMissing()
  await onLine(engine, store, (tx, locked) =>
    answerOnce(tx, once, async () => {
      const ticket = await queries.readTicket(tx, store.id, ticketId)
      if (!locked || ticket?.holderId !== holderId) throw ticketMissing()
      const { state } = ticket
      if (ticket.day !== locked.day) throw ticketOver({ state: 'over' })
      if (ticket.endedAt) throw ticketOver({ state })
      const ranks = orThrow(postpone(locked.tickets, { id: ticketId, parties }, tx.now))
      await queries.writeRanks(tx, ticket, ranks)
      return { ticketId }
    }),
  )
  return showTicket(engine, holderId, ticketId)
}
