import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Said } from './said.ts'

/** A seat of a store; its number is on no screen. */
export interface TicketSeat {
  readonly storeId: Id<'Store'>
  readonly seatId: number
}

/** What is said of a seat, and printed. */
export interface SeatDescription {
  /** `A구역 3열 12번`. */
  readonly text: Said
  /** The same in parts, each with its label: `열`, `3`. */
  readonly parts: readonly { readonly label: Said; readonly value: string }[]
  /** Where it is, if that has a name of its own. */
  readonly venue: string
}

/** A start that tickets admit to: a performance. */
export interface Occasion {
  readonly startsAt: Date
  readonly isCanceled: boolean
}

/** What a front door that sells admission declares. Its places admit one person each. */
export interface TicketDoor {
  /** Keys of places that admit are `<keys>/<id of the occasion>/<number of the seat>`. */
  readonly keys: string
  /** What the holder is called where a ticket is printed: `관람자`. */
  readonly holder: Said
  /** An occasion of a store; undefined: there is none. */
  occasion(on: Queryable, storeId: Id<'Store'>, id: Id<'Occasion'>): Promise<Occasion | undefined>
  /** Describes seats, in their order: one statement. */
  seats(on: Queryable, seats: readonly TicketSeat[]): Promise<readonly SeatDescription[]>
}
