import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Booking, Claiming, OwnBookings } from '../../../../orders/screens/booking-door.ts'
import type { Asking, Query } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'
import { Scene } from '../shops/scene.tsx'
import { bookingText } from './text.ts'

/** A shop does not say for how long one stays: an hour is kept in the calendar. */
const VISIT_SECONDS = 3600

/** How a place at a shop is taken: by its timetable, today. */
export const claiming = (shopId: string): Claiming<string> => ({
  place: (timetableId, key) =>
    call<typeof contract.placeShopBooking>('POST /v1/shops/:shopId/bookings', {
      params: { shopId },
      key,
      body: { timetableId },
    }),
  booking: bookingQuery,
  bookingPage: (id) => `/shop-bookings/${id}`,
  shows: ['shops', shopId],
})

export const bookingQuery = (bookingId: string): Query<Booking> => ({
  queryKey: ['bookings', bookingId],
  queryFn: async ({ signal }: Asking) =>
    asBooking(
      await answerOf(
        call<typeof contract.getShopBooking>('GET /v1/shop-bookings/:bookingId', {
          params: { bookingId },
          signal,
        }),
      ),
    ),
})

/** The reader's own bookings at shops. */
export const bookings: OwnBookings = {
  find: bookingQuery,
  list: async (cursor, signal) => {
    const query = cursor ? { cursor } : {}
    const answer = await answerOf(
      call<typeof contract.listShopBookings>('GET /v1/shop-bookings', { query, signal }),
    )
    return { ...answer, data: answer.data.map(asBooking) }
  },
}

function asBooking({ shop, ...answer }: AnswerOf<typeof contract.getShopBooking>): Booking {
  const { id, timetableId } = answer
  const { place, ...rest } = claiming(shop.id)
  return {
    ...answer,
    store: shop,
    door: {
      ...rest,
      place: (_, key) => place(timetableId, key),
      storePage: { to: '/shops/$shopId', params: { shopId: shop.id } },
      picture: ({ className }) => <Scene kind={shop.kind} className={className} />,
      what: () => bookingText()('onePlace'),
      messageHint: () => bookingText()('messageHint'),
      event: () => bookingText()('event', { name: shop.name }),
      durationSeconds: VISIT_SECONDS,
      nameBooker: (booker) =>
        call<typeof contract.nameShopBooker>('PUT /v1/shop-bookings/:bookingId/booker', {
          params: { bookingId: id },
          body: booker,
        }),
    },
  }
}
