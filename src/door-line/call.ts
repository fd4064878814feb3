import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { tellOnPhones } from '../mail/text-queries.ts'
import { findInCells } from '../postgres/cells.ts'
import { answerOnce, type Once } from '../postgres/once.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { readStore } from '../stores/queries.ts'
import { onLine } from './locked.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Calls the next party, or the one that is named: its page turns, and it is told by mail and phone, where it can be.
 * Problems in order: store-missing, those of `next` of rules.ts.
 */
export async function callNext(
  engine: Engine,
  own: StoreAsk,
  named: Id<'DoorTicket'> | undefined,
  once: Once,
) {
  const store = await readOwn(engine, own)
  return onLine(engine, store, (tx, locked) =>
    answerOnce(tx, once, async () => {
      if (!locked) throw rules.lineEmpty()
      const ticket = orThrow(rules.next(locked.tickets, named, tx.now))
      const mailId = engine.newId<'Mail'>()
      await queries.writeCall(tx, ticket, { until: rules.callUntil(locked.line, tx.now), mailId })
      const told = { storeId: store.id, id: engine.newId<'Mail'>(), tells: mailId }
      if (ticket.phone) await tellOnPhones(tx, [told])
      return { ticketId: ticket.id, number: ticket.number }
    }),
  )
}

/**
 * Passes over a party that was called and did not come, lets one in, or takes one off the line.
 * Problems in order: store-missing, door-ticket-missing, those of `end` of rules.ts.
 */
export async function endTicket(
  engine: Engine,
  own: StoreAsk,
  ticketId: Id<'DoorTicket'>,
  as: 'passed' | 'came' | 'removed',
): Promise<null> {
  return endOn(engine, await readOwn(engine, own), ticketId, as)
}

/** Ends a ticket of the guest's own. Problems in order: door-ticket-missing, door-ticket-over. */
export async function leaveLine(
  engine: Engine,
  { holderId, ticketId }: { readonly holderId: Id<'Account'>; readonly ticketId: Id<'DoorTicket'> },
): Promise<null> {
  const found = await findInCells(engine, (on) => queries.findOwn(on, holderId, ticketId))
  const store = found && (await readStore(engine.cell(found.storeId), found.storeId))
  if (!store) throw rules.ticketMissing()
  return endOn(engine, store, ticketId, 'left', holderId)
}

const endOn = (
  engine: Engine,
  store: { readonly id: Id<'Store'>; readonly timeZone: string },
  ticketId: Id<'DoorTicket'>,
  as: 'passed' | 'came' | 'removed' | 'left',
  holderId?: Id<'Account'>,
): Promise<null> =>
  onLine(engine, store, async (tx, locked) => {
    const ticket = await queries.readTicket(tx, store.id, ticketId)
    if (!ticket || !locked) throw rules.ticketMissing()
    if (holderId !== undefined && ticket.holderId !== holderId) throw rules.ticketMissing()
    if (ticket.day !== locked.day) throw rules.ticketOver({ state: 'over' })
    const behind = rules.behind(locked.tickets, tx.now)
    const ended = orThrow(rules.end(ticket, as, { now: tx.now, behind }))
    await queries.writeState(tx, ticket, ended)
    return null
  })
