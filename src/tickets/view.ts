import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { TicketView } from './contract.ts'
import { describe } from './doors.ts'
import { comingAfter, type TicketLine } from './rules.ts'
import { codeOf } from './signing.ts'
import { statesOf } from './states.ts'

/** For whom, and when. */
export interface Viewing {
  readonly viewerId: Id<'Account'>
  readonly now: Date
}

/** Tickets of one cell as somebody who may see them does. */
export async function viewTickets(
  engine: Engine,
  on: Queryable,
  lines: readonly TicketLine[],
  { viewerId, now }: Viewing,
): Promise<Static<typeof TicketView>[]> {
  const tickets = await describe(on, engine.doors, lines)
  const found = await statesOf(engine, on, tickets, viewerId)
  return found.map(({ line, serial, state }) => ({
    serial: state === 'transferred' ? '' : serial,
    bookingId: line.orderId,
    store: storeView(line),
    occasionId: line.occasionId,
    startsAt: line.startsAt.toISOString(),
    seatId: line.seatId,
    seat: line.seat.text,
    venue: line.seat.venue,
    received: line.buyerId !== viewerId,
    coming: line.isSold && line.startsAt > comingAfter(now),
    state,
    qr: state === 'valid' ? codeOf(engine, line) : null,
    pass:
      engine.passKeys && state === 'valid'
        ? `/v1/bookings/${line.orderId}/tickets/${serial}/pass`
        : null,
    offered: state === 'valid' && line.isOffered,
  }))
}

export const storeView = ({ storeId, door, storeName, timeZone }: TicketLine) => ({
  ...{ id: storeId, door, name: storeName, timeZone },
})
