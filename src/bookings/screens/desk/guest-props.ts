import type { Guest } from './guest-times.ts'

/** A guest on a store's day, for what its owner does with the booking. */
export interface GuestProps {
  readonly storeId: string
  readonly guest: Guest
}

/** What of a booking is asked about before its store cancels it. */
export interface Cancelable extends Pick<Guest, 'id' | 'time' | 'begun' | 'price' | 'refundable'> {
  /** Of the service; said with the time. */
  readonly date?: string
  readonly booker: Pick<NonNullable<Guest['booker']>, 'name'> | null
  /** The store entered it itself: nobody is told. */
  readonly isEntered?: boolean
}

/** With the date that is shown. */
export interface DatedGuestProps extends GuestProps {
  readonly date: string
}
