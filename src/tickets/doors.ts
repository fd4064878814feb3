import type { BookingDoor } from '../bookings/door.ts'
import type { SeatDescription, TicketDoor } from '../bookings/ticket-door.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { TicketLine } from './rules.ts'

export type Doors = ReadonlyMap<string, BookingDoor>

/** A ticket with what its door says of its seat. */
export interface Ticket extends TicketLine {
  readonly seat: SeatDescription
}

/** The declaration of a door that sold a ticket. */
export function ticketDoor(doors: Doors, name: string): TicketDoor {
  const door = doors.get(name)?.tickets
  if (!door) throw new Error(`no front door that sells tickets is named ${name}`)
  return door
}

/** Tickets with their seats, in their order: one call for each door. */
export async function describe(
  on: Queryable,
  doors: Doors,
  lines: readonly TicketLine[],
): Promise<Ticket[]> {
  const byDoor = [...Map.groupBy(lines, ({ door }) => door)]
  const described = await Promise.all(
    byDoor.map(async ([name, some]) => {
      const seats = await ticketDoor(doors, name).seats(on, some)
      return some.map((line, at) => [line, seats[at]] as const)
    }),
  )
  const seatOf = new Map(described.flat())
  return lines.flatMap((line) => {
    const seat = seatOf.get(line)
    return seat ? { ...line, seat } : []
  })
}
