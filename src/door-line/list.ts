import type { Static } from 'typebox'
import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { sharedRead } from '../kernel/shared-read.ts'
import { wallDate } from '../kernel/time.ts'
import { readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { readStore } from '../stores/queries.ts'
import { storeMissing } from '../stores/rules.ts'
import type { TicketView } from './contract.ts'
import { POSTPONES_MOST } from './postpone-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Of a person: more than they could take in the days that tickets are kept. */
const LISTED_MOST = 200

/** What everybody may know of a line; those who ask at once share a read. Problem: store-missing. */
export const showLine = (engine: Engine, storeId: Id<'Store'>) => lines(engine)(storeId)

const lines = perEngine((engine) =>
  sharedRead(async (storeId: Id<'Store'>) => {
    const cell = engine.cell(storeId)
    const store = await readStore(cell, storeId)
    if (!store) throw storeMissing()
    const { now, timeZone, closedAt } = store
    const day = wallDate(now, timeZone)
    const [kept, tickets, calls] = await Promise.all([
      queries.readTerms(cell, storeId),
      queries.listOpen(cell, storeId, day),
      queries.listCalls(cell, storeId, day),
    ])
    const terms = kept ?? rules.DEFAULT_TERMS
    const waiting = rules.lineOf(tickets, now).length
    const calledAt = calls.map((call) => call.calledAt)
    return {
      isOn: terms.isOn && !closedAt,
      isFull: waiting >= terms.partiesMost,
      waiting,
      minutes: rules.minutesFor(waiting, calledAt, now),
      callMinutes: terms.callMinutes,
    }
  }),
)

/** All tickets of a guest that are kept, the latest first. */
export async function listOwnTickets(engine: Engine, holderId: Id<'Account'>) {
  const views = await readCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    const [rows, around] = await Promise.all([
      queries.listOwn(cell, holderId, now, LISTED_MOST),
      queries.listAround(cell, holderId),
    ])
    const byStore = Map.groupBy(around, ({ storeId, day }) => `${storeId} ${day}`)
    return rows.map((row) =>
      ticketView(engine, row, byStore.get(`${row.storeId} ${row.day}`) ?? []),
    )
  })
  return { data: views.toSorted((one, other) => other.joinedAt.localeCompare(one.joinedAt)) }
}

/** Problem: door-ticket-missing. */
export async function showTicket(engine: Engine, holderId: Id<'Account'>, id: Id<'DoorTicket'>) {
  const { data } = await listOwnTickets(engine, holderId)
  const ticket = data.find((one) => one.id === id)
  if (!ticket) throw rules.ticketMissing()
  return ticket
}

type Around = Awaited<ReturnType<typeof queries.listAround>>

function ticketView(
  { keyRing }: Pick<Engine, 'keyRing'>,
  row: queries.OwnRow,
  around: Around,
): Static<typeof TicketView> {
  const { now, timeZone } = row
  const is = rules.standing(row, now)
  const isOver = rules.isOpen(is) && row.day !== wallDate(now, timeZone)
  const line = rules.lineOf(around, now)
  const at = isOver ? -1 : line.findIndex(({ id }) => id === row.id)
  const calledAt = around
    .flatMap((one) => one.calledAt ?? [])
    .toSorted((one, other) => other.getTime() - one.getTime())
  return {
    id: row.id,
    store: { id: row.storeId, name: row.storeName, door: row.storeDoor, timeZone },
    number: row.number,
    party: row.party,
    name: row.name && keyRing.open(row.name),
    phone: row.phone && keyRing.open(row.phone),
    state: isOver ? 'over' : is.state,
    ahead: at < 0 ? null : at,
    behind: at < 0 ? null : line.length - 1 - at,
    postponesLeft: POSTPONES_MOST - row.postponed,
    minutes: at < 0 ? null : rules.minutesFor(at, calledAt, now),
    calls: row.calls,
    callUntil: is.state === 'called' && !isOver ? (is.callUntil?.toISOString() ?? null) : null,
    joinedAt: row.joinedAt.toISOString(),
    now: now.toISOString(),
  }
}

/** The line of today, for the desk. Problem: store-missing. */
export async function listLine(engine: Engine, own: StoreAsk) {
  const { id, timeZone, now } = await readOwn(engine, own)
  const cell = engine.cell(id)
  const date = wallDate(now, timeZone)
  const [terms, tickets] = await Promise.all([
    queries.readTerms(cell, id),
    queries.listOpen(cell, id, date),
  ])
  const view = (ticket: queries.TicketRow) => deskTicket(engine, ticket)
  return {
    ...{ date, timeZone, now: now.toISOString(), terms: terms ?? rules.DEFAULT_TERMS },
    called: rules.calledOf(tickets, now).map(view),
    waiting: rules.lineOf(tickets, now).map(view),
  }
}

function deskTicket({ keyRing }: Pick<Engine, 'keyRing'>, ticket: queries.TicketRow) {
  const { id, number, party, name, phone, calls } = ticket
  const state: 'called' | 'waiting' = ticket.state === 'called' ? 'called' : 'waiting'
  return {
    ...{ id, number, party, state, calls, isByStore: ticket.holderId === null },
    name: name && keyRing.open(name),
    phone: phone && keyRing.open(phone),
    callUntil: ticket.callUntil?.toISOString() ?? null,
    joinedAt: ticket.joinedAt.toISOString(),
  }
}
