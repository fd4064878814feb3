import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export interface Wanted {
  readonly tableTimeId: string
  readonly date: string
}

/** How a table of a restaurant is claimed. */
export const claiming = (restaurantId: string): Claiming<Wanted> => ({
  place: (wanted, key) =>
    call<typeof contract.placeBooking>('POST /v1/restaurants/:restaurantId/bookings', {
      params: { restaurantId },
      key,
      body: wanted,
    }),
  shows: ['restaurants', restaurantId],
})
