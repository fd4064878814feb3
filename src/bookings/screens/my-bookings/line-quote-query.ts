import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as lines from '../../../payments/line-contract.ts'
import { answerOf, call } from '../../../web/call.ts'
import { askedLines, type LineChoice } from './line-choice.ts'

export type LineQuoteAnswer = AnswerOf<typeof lines.quoteLines>

/** What comes back of a part of a booking. Never cached: it falls with time. */
export const lineQuoteQuery = (bookingId: string, choice: LineChoice) => {
  const asked = askedLines(choice)
  return {
    queryKey: ['cancellation-quotes', bookingId, asked],
    staleTime: 0,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      answerOf(
        call<typeof lines.quoteLines>('GET /v1/bookings/:bookingId/line-cancellation-quote', {
          params: { bookingId },
          query: { lines: asked },
          signal,
        }),
      ),
  }
}
