import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as policies from '../../contract.ts'

export type QuoteAnswer = AnswerOf<typeof policies.quoteCancellation>

/**
 * Never cached: the refund falls with time. Not below `bookings`, whose refetch after a cancellation
 * would ask for what is over.
 */
export const quoteQuery = (orderId: string) => ({
  queryKey: ['cancellation-quotes', orderId],
  staleTime: 0,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    answerOf(
      call<typeof policies.quoteCancellation>('GET /v1/orders/:orderId/cancellation-quote', {
        params: { orderId },
        signal,
      }),
    ),
})
