import type { LinkOptions } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Key } from '../../web/cache.ts'
import type { Result } from '../../web/call.ts'
import type { Booking } from './booking-queries.ts'

export type BookedStore = Booking['store']

/** What only the front door that sold a booking knows of it. Words are in the reader's language. */
export interface BookingDoor {
  /** Where the store is shown, with other times of that day. */
  readonly storePage: (booking: Booking) => LinkOptions
  /** The picture of a store that has none of its own; without it, our mark. */
  readonly Picture?: ComponentType<{ readonly store: BookedStore; readonly className: string }>
  /** What the store may want to know of the person who comes. */
  readonly messageHint: () => string
  /** What a calendar calls it, and how long the entry lasts. */
  readonly event: (storeName: string) => string
  readonly durationSeconds: number
  /** The query that availabilityKey how many places of a store are left. */
  readonly availabilityKey: (storeId: string) => Key
  /** Claims the same again; undefined where that makes no sense. */
  readonly claimAgain: (booking: Booking) => Claiming<void> | undefined
}

/** How places of a store are claimed. */
export interface Claiming<Selection> {
  readonly place: (selection: Selection, key: string) => Promise<Result<{ readonly id: string }>>
  /** The query that availabilityKey how many are left: a refusal says that it is old. */
  readonly availabilityKey: Key
}

/** The front door that sold a booking of this store. */
export function useBookingDoor({ door: name }: Pick<BookedStore, 'door'>): BookingDoor {
  const { doors } = useRouter().options.context
  const door = doors.find((one) => one.name === name)
  if (!door) throw new Error(`no front door is named ${name}`)
  return door.bookings
}
