import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as history from '../../history-contract.ts'
import type * as contract from '../../store-contract.ts'
import type { PaymentFilter } from './filter.ts'

export type StorePayments = AnswerOf<typeof contract.listStorePayments>
export type StorePayment = StorePayments['data'][number]
export type State = StorePayment['state']
export type Movements = AnswerOf<typeof history.getStorePaymentHistory>

interface Asking {
  readonly signal: AbortSignal
}

/** Key prefix of a store's payment queries, for invalidation. */
export const moneyKey = (storeId: string) => ['money', storeId]

const listed = (storeId: string, query: PaymentFilter & { cursor?: string; limit?: number }) =>
  call<typeof contract.listStorePayments>('GET /v1/stores/:storeId/payments', {
    params: { storeId },
    query,
  })

export const storePaymentsQuery = (storeId: string, filter: PaymentFilter) => ({
  queryKey: [...moneyKey(storeId), 'payments', JSON.stringify(filter)],
  initialPageParam: '',
  queryFn: ({ pageParam: cursor }: { pageParam: string }) =>
    answerOf(listed(storeId, { ...filter, ...(cursor && { cursor }) })),
  getNextPageParam: ({ nextCursor }: StorePayments) => nextCursor,
})

/** All attempts to pay an order, latest first. */
export const attemptsQuery = (storeId: string, orderNumber: string) => ({
  queryKey: [...moneyKey(storeId), 'order', orderNumber],
  queryFn: () => answerOf(listed(storeId, { orderNumber, limit: 100 })),
})

export const movementsQuery = (storeId: string, orderId: string) => ({
  queryKey: [...moneyKey(storeId), 'moved', orderId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof history.getStorePaymentHistory>(
        'GET /v1/stores/:storeId/orders/:orderId/payment-history',
        { params: { storeId, orderId }, signal },
      ),
    ),
})
