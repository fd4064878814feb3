import type { Guest } from './guest-times.ts'

/** A guest on a store's day, for what its owner does with the booking. */
export interface GuestProps {
  readonly storeId: string
  readonly guest: Guest
}
