import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../history/deposit-contract.ts'

/** Of whom a store asks deposits. */
export const depositsQuery = (
  storeId: string,
): Query<AnswerOf<typeof contract.getGuestDeposits>> => ({
  queryKey: ['deposits', storeId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getGuestDeposits>('GET /v1/stores/:storeId/guest-deposits', {
        params: { storeId },
        signal,
      }),
    ),
})

/** Whether it asks the reader. */
export const ownDepositQuery = (
  storeId: string,
): Query<AnswerOf<typeof contract.getOwnDeposit>> => ({
  queryKey: ['deposits', storeId, 'mine'],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getOwnDeposit>('GET /v1/stores/:storeId/guest-deposits/mine', {
        params: { storeId },
        signal,
      }),
    ),
})
