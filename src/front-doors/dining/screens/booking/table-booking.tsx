import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Booking, Claiming, OwnBookings } from '../../../../orders/screens/booking-door.ts'
import type { Asking, Query } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { Picture } from '../../../../web/kit/picture.tsx'
import type * as contract from '../../contract.ts'
import { bookingText } from './text.ts'

/** As the letter that confirms it says it. */
const MEAL_SECONDS = 7200

export interface Wanted {
  readonly tableTimeId: string
  readonly date: string
}

/** How a table of a restaurant is taken. */
export const claiming = (restaurantId: string): Claiming<Wanted> => ({
  place: (wanted, key) =>
    call<typeof contract.placeBooking>('POST /v1/restaurants/:restaurantId/bookings', {
      params: { restaurantId },
      key,
      body: wanted,
    }),
  booking: bookingQuery,
  bookingPage: (id) => `/bookings/${id}`,
  shows: ['restaurants', restaurantId],
})

export const bookingQuery = (bookingId: string): Query<Booking> => ({
  queryKey: ['bookings', bookingId],
  queryFn: async ({ signal }: Asking) =>
    asBooking(
      await answerOf(
        call<typeof contract.getBooking>('GET /v1/bookings/:bookingId', {
          params: { bookingId },
          signal,
        }),
      ),
    ),
})

/** The reader's own bookings of tables. */
export const bookings: OwnBookings = {
  find: bookingQuery,
  list: async (cursor, signal) => {
    const query = cursor ? { cursor } : {}
    const answer = await answerOf(
      call<typeof contract.listBookings>('GET /v1/bookings', { query, signal }),
    )
    return { ...answer, data: answer.data.map(asBooking) }
  },
}

function asBooking({ restaurant, ...answer }: AnswerOf<typeof contract.getBooking>): Booking {
  const { id, tableTimeId, date } = answer
  const restaurantId = restaurant.id
  const { place, ...rest } = claiming(restaurantId)
  return {
    ...answer,
    store: restaurant,
    door: {
      ...rest,
      place: (_, key) => place({ tableTimeId, date }, key),
      storePage: { to: '/restaurants/$restaurantId', params: { restaurantId }, search: { date } },
      picture: (look) => <Picture image={restaurant.image} small decorative {...look} />,
      what: () => bookingText()('oneTable'),
      messageHint: () => bookingText()('messageHint'),
      event: () => bookingText()('event', { name: restaurant.name }),
      durationSeconds: MEAL_SECONDS,
      nameBooker: (booker) =>
        call<typeof contract.nameBooker>('PUT /v1/bookings/:bookingId/booker', {
          params: { bookingId: id },
          body: booker,
        }),
    },
  }
}
