import type { LinkOptions } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Money } from '../../kernel/money.ts'
import type { PaymentAnswer } from '../../payments/screens/checkout/checkout-queries.ts'
import type { Key, Query } from '../../web/cache.ts'
import type { Result } from '../../web/call.ts'
import type { BookerDraft } from './booking/booker-draft.ts'

/** An order of one place at one time, as every front door's screens show it. */
export interface Booking {
  /** The order's id. */
  readonly id: string
  readonly orderNumber: string
  readonly status: 'ready' | 'paid' | 'failed' | 'canceled'
  readonly placeId: string
  /** On the store's wall. */
  readonly date: string
  readonly time: string
  readonly startsAt: string
  readonly price: Money
  readonly createdAt: string
  readonly expiresAt: string
  readonly paidAt: string | null
  /** The server's clock. */
  readonly now: string
  readonly booker: BookerDraft | null
  readonly payment: PaymentAnswer | null
  readonly store: { readonly id: string; readonly name: string; readonly timeZone: string }
  readonly door: BookingDoor
}

/** What only the front door knows that sold it. Words are in the reader's language. */
export interface BookingDoor extends Claiming<void> {
  /** Where the store is shown, with its other times of that day. */
  readonly storePage: LinkOptions
  readonly picture: (look: PictureLook) => ReactNode
  /** What was taken: one table, one turn. */
  readonly what: () => string
  /** What the store may want to know of who comes. */
  readonly messageHint: () => string
  /** What a calendar calls it, and for how long it keeps. */
  readonly event: () => string
  readonly durationSeconds: number
  readonly nameBooker: (booker: BookerDraft) => Promise<Result<unknown>>
}

export interface PictureLook {
  readonly className: string
  readonly main?: boolean
}

/** How a place is taken at a front door, and where its booking is then shown. */
export interface Claiming<Wanted> {
  readonly place: (wanted: Wanted, key: string) => Promise<Result<{ readonly id: string }>>
  readonly booking: (id: string) => Query<Booking>
  readonly bookingPage: (id: string) => string
  /** What shows how many are left: a refusal says that it is old. */
  readonly shows: Key
}

/** The reader's own bookings at a front door. */
export interface OwnBookings {
  readonly find: (id: string) => Query<Booking>
  /** Latest first, page by page. */
  readonly list: (cursor: string | undefined, signal: AbortSignal) => Promise<BookingList>
}

export interface BookingList {
  readonly data: readonly Booking[]
  readonly nextCursor: string | null
}
