import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type BookingAnswer = AnswerOf<typeof contract.getBooking>

interface Asking {
  readonly signal: AbortSignal
}

export const bookingQuery = (bookingId: string) => ({
  queryKey: ['bookings', bookingId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getBooking>('GET /v1/bookings/:bookingId', {
        params: { bookingId },
        signal,
      }),
    ),
})

export const bookingsQuery = {
  queryKey: ['bookings'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { pageParam: string }) =>
    answerOf(
      call<typeof contract.listBookings>('GET /v1/bookings', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: AnswerOf<typeof contract.listBookings>) => nextCursor,
}
