import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../history-contract.ts'

export type HistoryAnswer = AnswerOf<typeof contract.getPaymentHistory>

/** The payments and refunds of an order; never cached: refunds progress in the background. */
export const historyQuery = (orderId: string) => ({
  queryKey: ['payment-history', orderId],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getPaymentHistory>('GET /v1/orders/:orderId/payment-history', {
        params: { orderId },
        signal,
      }),
    ),
})
