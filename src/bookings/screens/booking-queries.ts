import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking, Query } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

/** A booking as the server answers it, whichever front door sold it. */
export type Booking = AnswerOf<typeof contract.getBooking>
export type Line = Booking['lines'][number]
export type BookingList = AnswerOf<typeof contract.listBookings>

export const bookingQuery = (bookingId: string): Query<Booking> => ({
  queryKey: ['bookings', bookingId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getBooking>('GET /v1/bookings/:bookingId', {
        params: { bookingId },
        signal,
      }),
    ),
})

/** All own bookings in the server's order: upcoming ones, then past ones. */
export const bookingsQuery = {
  queryKey: ['bookings'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listBookings>('GET /v1/bookings', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: BookingList) => nextCursor,
}
