import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../bills/contract.ts'

export type Bill = AnswerOf<typeof contract.getBill>

export const billQuery = (storeId: string, bookingId: string): Query<Bill> => ({
  queryKey: ['owner', storeId, 'bill', bookingId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getBill>('GET /v1/stores/:storeId/bookings/:bookingId/bill', {
        params: { storeId, bookingId },
        signal,
      }),
    ),
})

export const enterBill = (storeId: string, bookingId: string, amount: number) =>
  call<typeof contract.enterBill>('PUT /v1/stores/:storeId/bookings/:bookingId/bill', {
    params: { storeId, bookingId },
    body: { amount },
  })
