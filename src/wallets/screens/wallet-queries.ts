import type { AnswerOf } from '../../kernel/endpoint.ts'
import type * as orders from '../../orders/contract.ts'
import type * as payments from '../../payments/contract.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

export type EntryAnswer = AnswerOf<typeof contract.listEntries>['data'][number]
type OrderAnswer = AnswerOf<typeof orders.getOrder>
type PaymentAnswer = AnswerOf<typeof payments.getPayment>

export interface ChargeAnswer {
  readonly order: OrderAnswer
  readonly payment: PaymentAnswer | null
}

export const entriesQuery = {
  queryKey: ['wallet', 'entries'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listEntries>('GET /v1/wallet/entries', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: AnswerOf<typeof contract.listEntries>) => nextCursor,
}

/** A charge, with its current payment attempt if known. */
export const chargeQuery = (orderId: string, paymentId: string | undefined) => ({
  queryKey: ['wallet', 'charges', orderId, paymentId ?? ''],
  staleTime: 0,
  queryFn: async ({ signal }: Asking): Promise<ChargeAnswer> => {
    const [order, payment] = await Promise.all([
      answerOf(
        call<typeof orders.getOrder>('GET /v1/orders/:orderId', { params: { orderId }, signal }),
      ),
      paymentId === undefined
        ? null
        : answerOf(
            call<typeof payments.getPayment>('GET /v1/payments/:paymentId', {
              params: { paymentId },
              signal,
            }),
          ),
    ])
    return { order, payment: payment?.orderId === orderId ? payment : null }
  },
})
