import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../guests/contract.ts'

export type GuestBooking = AnswerOf<typeof contract.getGuestBooking>

export const guestBookingQuery = (token: string) => ({
  queryKey: ['guest-bookings', token],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getGuestBooking>('GET /v1/guest-bookings/:token', {
        params: { token },
        signal,
      }),
    ),
})

/** What canceling now gives back. */
export const guestQuoteQuery = (token: string) => ({
  queryKey: ['guest-bookings', token, 'quote'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.quoteGuestCancellation>(
        'GET /v1/guest-bookings/:token/cancellation-quote',
        { params: { token }, signal },
      ),
    ),
})
