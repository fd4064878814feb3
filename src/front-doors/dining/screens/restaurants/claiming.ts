import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export interface Selection {
  readonly tableTimeId: string
  readonly date: string
}

export const claiming = (restaurantId: string): Claiming<Selection> => ({
  place: (selection, key, price) =>
    call<typeof contract.placeBooking>('POST /v1/restaurants/:restaurantId/bookings', {
      params: { restaurantId },
      key,
      body: { ...selection, price },
    }),
  pageAt: ({ date, tableTimeId: time }) => ({
    to: '/restaurants/$restaurantId',
    params: { restaurantId },
    search: { date, time },
  }),
  availabilityKey: ['restaurants', restaurantId],
})
