import { useRouter } from '@tanstack/react-router'
import type { Pricing } from '../../stores/pricing-rules.ts'
import type { Door } from '../../web/door.ts'
import { useQuery } from '../../web/query.ts'
import type { BookedStore, BookingDoor, BookingWord, ProgressWords } from './booking-door.ts'
import type { Booking, Line } from './booking-queries.ts'
import { mixedDoor } from './mixed/mixed-door.ts'
import { leftOf } from './starts.ts'

/** A booking, or some lines of it. */
interface Sold {
  readonly store: BookedStore
  readonly lines: readonly Line[]
}

/** The front doors that sold what is left of it, in the order of its lines; without any, that of the store. */
export const useSellers = (booking: Sold) => sellersOf(useRouter().options.context.doors, booking)

function sellersOf(doors: readonly Door[], { store, lines }: Sold) {
  const named = (name: string) => doors.find((one) => one.name === name)
  const own = named(store.door)
  if (!own) throw new Error(`no front door is named ${store.door}`)
  const names = new Set(leftOf({ lines }).map(({ door }) => door))
  const sellers = [...names].flatMap((name) => named(name) ?? [])
  return { own, sellers: sellers.length > 0 ? sellers : [own] }
}

/** How a booking is spoken of: by the door that sold it, or of things of several as of a mixed order. */
export const useBookingDoor = (booking: Sold): BookingDoor =>
  bookingDoorOf(useRouter().options.context.doors, booking)

function bookingDoorOf(doors: readonly Door[], booking: Sold): BookingDoor {
  const { own, sellers } = sellersOf(doors, booking)
  const [one, ...others] = sellers.map(({ bookings }) => bookings)
  return one && others.length === 0
    ? one
    : mixedDoor(
        own.bookings,
        sellers.map(({ bookings }) => bookings),
      )
}

/** A word of the front door of a booking, else the usual one; also where the booking is not known yet. */
export function useWord(booking: Sold | undefined) {
  const { doors } = useRouter().options.context
  const word = booking && bookingDoorOf(doors, booking).word
  return (name: BookingWord, usual: string): string => word?.(name) ?? usual
}

/** How far what was paid is, in the words of the door that sold it; undefined where that heads no page. */
export function useProgress(booking: Booking): ProgressWords | undefined {
  const { progress } = useBookingDoor(booking)
  const query = progress?.query(booking.id) ?? nothing
  const isAsked = progress !== undefined && booking.status === 'paid'
  const { data } = useQuery({ ...query, enabled: isAsked })
  return isAsked ? progress.words(booking, data) : undefined
}

const nothing = {
  queryKey: ['bookings', 'no-progress'],
  queryFn: async (): Promise<object> => ({}),
}

/** What the prices of these lines are, as their store says; of goods, and of both together, nothing. */
export function usePricing(booking: Sold): Pricing {
  const { sellers } = useSellers(booking)
  const isSaid = sellers.every(({ stores }) => stores.pricePer.length > 0)
  if (!isSaid) return { means: null, per: null }
  const [one, ...others] = sellers
  const fullPrice = others.length === 0 ? one?.stores.fullPrice : undefined
  return { ...booking.store.pricing, fullPrice }
}

/**
 * A part of a page that one of the doors has which sold something of a booking. The parcels of a
 * restaurant's goods are shown as a shop shows them.
 */
export function usePartOf(
  { lines }: Pick<Booking, 'lines'>,
  name: 'Progress' | 'Recipient',
): BookingDoor['Progress'] {
  const { doors } = useRouter().options.context
  const found = lines.map((line) => doors.find((one) => one.name === line.door)?.bookings[name])
  return found.find((part) => part !== undefined)
}
