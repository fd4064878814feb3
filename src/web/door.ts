import type { AsyncRouteComponent } from '@tanstack/react-router'
import type { OwnBookings } from '../orders/screens/booking-door.ts'

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
  /** The reader's own bookings; fetched when somebody looks at them. */
  readonly bookings: () => Promise<OwnBookings>
  /** The desk of a store's owner. */
  readonly storePage: (storeId: string) => string
}

export interface MenuEntry {
  readonly to: string
  /** In the reader's language, asked for at each drawing. */
  readonly label: () => string
}
