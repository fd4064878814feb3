import { enterAtDesk } from '../../bookings/desk/enter.ts'
import type { DeskKind } from '../../bookings/desk/rules.ts'
import { readStart } from '../../bookings/desk/running.ts'
import { readParty, writeSeated } from '../../door-line/seat.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import type { Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { parties } from './desk-parties.ts'
import * as rules from './desk-rules.ts'
import { runningReads } from './running.ts'
import { readSnapshot, type Snapshot } from './seating.ts'
import { type Arrived, deskArrivalKey } from './seating-rules.ts'

export interface EnterAsk extends Partial<Arrived> {
  readonly kind: DeskKind
  readonly party: number
  readonly tableIds?: readonly Id<'Table'>[]
  readonly name?: string
  readonly phone?: string
  readonly note?: string
  readonly minutes?: number
  readonly mayBeOffHours?: boolean
  readonly confirmed?: (tx: Tx, orderId: Id<'Order'>) => Promise<void>
}

/**
 * Enters a party that called or walked in, or blocks tables: the best group of a snapshot. Who comes now is let in at
 * any hour, and a block may be at any time.
 * Problems in order: restaurant-missing, those of `deskStay`, those of `refuseArrival`, those of `deskGroups`, those of `claim` with no-table-free or, of
 * tables that were named, table-taken for sold-out.
 */
export async function enterParty(engine: Engine, own: StoreAsk, ask: EnterAsk, once: Once) {
  const store = await readOwn(engine, own)
  const arrived = await readStart(store, ask, runningReads(engine.cell(store.id), store))
  const mayBeOffHours = ask.mayBeOffHours || ask.time === undefined || ask.kind === 'block'
  return enterAtDesk(engine, parties, {
    ...{ ...ask, store, once, isNamed: ask.tableIds !== undefined },
    async draft() {
      const found = await readSnapshot(engine, { restaurantId: store.id, date: arrived.date })
      const layout = orThrow(layoutFor(found, { ...ask, ...arrived, mayBeOffHours }))
      return { layout, title: `${store.name} ${arrived.date} ${arrived.time}` }
    },
  })
}

export interface SeatAsk {
  readonly ticketId: Id<'DoorTicket'>
  readonly tableIds?: readonly Id<'Table'>[]
}

/**
 * Seats a party of the line at the door: it is entered like one that walked in, and its ticket ends in the same commit.
 * One that sits already is shown again. Where two desks seat it at once, the second holds no tables.
 * Problems in order: restaurant-missing, those of `readParty`, those of `enterParty`.
 */
export async function seatTicket(
  engine: Engine,
  own: StoreAsk,
  { ticketId, tableIds }: SeatAsk,
  once: Once,
) {
  const store = await readOwn(engine, own)
  const { party, name, phone, orderId } = await readParty(engine, store, ticketId)
  if (orderId) return parties.show(engine, store, orderId, store.now)
  const ask = { kind: 'walk-in', party, name, phone, ...(tableIds && { tableIds }) } as const
  const confirmed = (tx: Tx, id: Id<'Order'>) => writeSeated(tx, store, ticketId, id)
  return enterParty(engine, own, { ...ask, confirmed }, once)
}

/**
 * The first group that is free; where none is, the first, so that the claim answers. Problems in order: those of
 * `deskStay`, those of `refuseArrival`, those of `deskGroups`.
 */
function layoutFor({ facts, taken }: Snapshot, ask: EnterAsk & Arrived): rules.Layout | Problem {
  const arrival = rules.deskStay(facts, ask, facts.now)
  if (arrival instanceof Problem) return arrival
  const refused = ask.mayBeOffHours
    ? undefined
    : rules.refuseArrival(facts, ask, arrival, facts.now)
  if (refused) return refused
  const isBlock = ask.kind === 'block'
  if (isBlock && !ask.tableIds) return rules.tableMissing()
  const groups = rules.deskGroups(facts.plan, ask)
  if (groups instanceof Problem) return groups
  return {
    ...{ date: ask.date, time: ask.time, startsAt: arrival.startsAt, isBlock },
    ...{ arrivalKey: deskArrivalKey(ask.date, ask.time, isBlock), perHead: 0, ofTables: 0 },
    party: isBlock ? 1 : ask.party,
    tableIds: rules.firstFree(groups, arrival.stay, taken),
    quarters: arrival.stay,
  }
}
