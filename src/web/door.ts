import type { AsyncRouteComponent } from '@tanstack/react-router'

/** What a front door shows the site, besides its routes. */
export interface Door {
  readonly name: string
  /** Its part of the first page. */
  readonly Home: AsyncRouteComponent<object>
  readonly menu: readonly MenuEntry[]
  /** Where an order that was paid for, or not, is shown. */
  readonly orderPage: (orderId: string) => string
  /** The desk of a store's owner. */
  readonly storePage: (storeId: string) => string
}

export interface MenuEntry {
  readonly to: string
  /** In the reader's language, asked for at each drawing. */
  readonly label: () => string
  readonly role: 'customer' | 'owner'
}
