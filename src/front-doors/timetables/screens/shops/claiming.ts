import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export const claiming = (shopId: string): Claiming<string> => ({
  place: (timetableId, key, price) =>
    call<typeof contract.placeShopBooking>('POST /v1/shops/:shopId/bookings', {
      params: { shopId },
      key,
      body: { timetableId, price },
    }),
  pageAt: (time) => ({ to: '/shops/$shopId', params: { shopId }, search: { time } }),
  availabilityKey: ['shops', shopId],
})
