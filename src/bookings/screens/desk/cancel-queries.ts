import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as lines from '../../../payments/line-contract.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../contract.ts'
import { askedLines, type LineChoice } from '../my-bookings/line-choice.ts'

export type StoreBooking = AnswerOf<typeof contract.getStoreBooking>

/** A booking with all of its lines, also those of other days. Read anew each time it is asked about. */
export const storeBookingQuery = (storeId: string, bookingId: string) => ({
  queryKey: ['owner', storeId, 'booking', bookingId],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getStoreBooking>('GET /v1/stores/:storeId/bookings/:bookingId', {
        params: { storeId, bookingId },
        signal,
      }),
    ),
})

/** What a guest gets back for a part of a booking that the store cancels. */
export const storeQuoteQuery = (storeId: string, bookingId: string, choice: LineChoice) => ({
  queryKey: ['owner', storeId, 'line-quotes', bookingId, askedLines(choice)],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof lines.quoteLinesByStore>(
        'GET /v1/stores/:storeId/bookings/:bookingId/line-cancellation-quote',
        { params: { storeId, bookingId }, query: { lines: askedLines(choice) }, signal },
      ),
    ),
})
