import type { WallDate } from '../../kernel/time.ts'
import { NO_SHOW_DAYS } from '../../stores/hold-terms/rules.ts'
import type { VisitOutcome } from '../visits/rules.ts'

/** No more than no-shows count, and no longer than bookers are kept. */
export const HISTORY_DAYS = NO_SHOW_DAYS
/** Bookings that are read of one guest, latest first. */
export const READ_MOST = 300
/** Those that are shown. */
export const SHOWN_MOST = 10

/** A booking of a guest at a store. */
export interface PastBooking {
  readonly status: 'paid' | 'canceled'
  /** Null: nothing of it begins. */
  readonly startsAt: Date | null
  readonly outcome: VisitOutcome | null
  readonly canceledBy: 'buyer' | 'store' | null
}

export interface HistoryCounts {
  readonly visits: number
  readonly noShows: number
  /** By the guest. */
  readonly cancellations: number
}

export const countHistory = (bookings: readonly PastBooking[]): HistoryCounts => ({
  visits: bookings.filter(({ outcome }) => outcome === 'arrived').length,
  noShows: bookings.filter(({ outcome }) => outcome === 'no-show').length,
  cancellations: bookings.filter(({ canceledBy }) => canceledBy === 'buyer').length,
})

/** A past booking as the desk reads it. */
export interface ShownBooking extends Omit<PastBooking, 'startsAt'> {
  readonly date: WallDate | null
  readonly note: string | null
}
