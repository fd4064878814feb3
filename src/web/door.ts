import type { AsyncRouteComponent } from '@tanstack/react-router'
import type { BookingDoor } from '../bookings/screens/booking-door.ts'

/** What a front door shows the site, besides its routes. */
export interface Door {
  readonly name: string
  /** What it offers, in a word and in a sentence, in the reader's language. */
  readonly title: () => string
  readonly lead: () => string
  /** Its part of the first page. */
  readonly Home: AsyncRouteComponent<object>
  /** Ways in for owners. */
  readonly menu: readonly MenuEntry[]
  /** What only this door knows of a booking that it sold. */
  readonly bookings: BookingDoor
  /** The desk of a store's owner. */
  readonly storePage: (storeId: string) => string
}

export interface MenuEntry {
  readonly to: string
  /** In the reader's language, asked for at each drawing. */
  readonly label: () => string
}
