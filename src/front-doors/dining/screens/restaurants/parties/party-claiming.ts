import type { Claiming } from '../../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../../web/call.ts'
import type * as contract from '../../../seating-contract.ts'

export interface PartySelection {
  readonly date: string
  readonly time: string
  readonly party: number
  /** Undefined: wherever a table is free. */
  readonly area?: string | undefined
}

export const partyClaiming = (restaurantId: string): Claiming<PartySelection> => ({
  place: ({ area, ...selection }, key, price) =>
    call<typeof contract.bookParty>('POST /v1/restaurants/:restaurantId/party-bookings', {
      params: { restaurantId },
      key,
      body: { ...selection, price, ...(area && { area }) },
    }),
  pageAt: (selection) => ({
    to: '/restaurants/$restaurantId',
    params: { restaurantId },
    search: selection,
  }),
  availabilityKey: ['restaurants', restaurantId],
})
