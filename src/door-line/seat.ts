import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { wallDate } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { lockToday } from './locked.ts'
import { publishLine } from './publish.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** A party of the line that may be seated, with what it said of itself. */
export interface SeatedParty {
  readonly party: number
  readonly name: string
  readonly phone: string
  /** It sits already. */
  readonly orderId: Id<'Order'> | null
}

interface AtStore {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/**
 * Reads a ticket for the door that seats it, called or not: a party may stand at the desk.
 * Problems in order: door-ticket-missing, door-ticket-over.
 */
export async function readParty(
  engine: Engine,
  { id: storeId, timeZone, now }: AtStore,
  ticketId: Id<'DoorTicket'>,
): Promise<SeatedParty> {
  const ticket = await queries.readTicket(engine.cell(storeId), storeId, ticketId)
  if (!ticket) throw rules.ticketMissing()
  const { state } = rules.standing(ticket, now)
  if (state !== 'seated' && !rules.isOpen({ state })) throw rules.ticketOver({ state })
  if (state !== 'seated' && ticket.day !== wallDate(now, timeZone))
    throw rules.ticketOver({ state: 'over' })
  const open = (sealed: string | null) => (sealed ? engine.keyRing.open(sealed) : '')
  return {
    party: ticket.party,
    name: open(ticket.name),
    phone: open(ticket.phone),
    orderId: ticket.orderId,
  }
}

/**
 * Writes that a party sits at an order, in the commit that confirms the order: both or neither.
 * Problems in order: door-ticket-missing, door-ticket-over.
 */
export async function writeSeated(
  tx: Tx,
  store: Pick<AtStore, 'id' | 'timeZone'>,
  ticketId: Id<'DoorTicket'>,
  orderId: Id<'Order'>,
): Promise<void> {
  const locked = await lockToday(tx, store)
  const ticket = await queries.readTicket(tx, store.id, ticketId)
  if (!locked || !ticket) throw rules.ticketMissing()
  const { state } = ticket
  if (!rules.isOpen(ticket)) throw rules.ticketOver({ state })
  if (ticket.day !== locked.day) throw rules.ticketOver({ state: 'over' })
  await queries.writeState(tx, ticket, { state: 'seated', rankedAt: ticket.rankedAt, orderId })
  await publishLine(tx, store.id)
}
