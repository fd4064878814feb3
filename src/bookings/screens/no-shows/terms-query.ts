import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as history from '../../history/contract.ts'
import type * as contract from '../../no-shows/contract.ts'

export type StoreTerms = AnswerOf<typeof contract.getNoShowTerms>

export const termsQuery = (storeId: string): Query<StoreTerms> => ({
  queryKey: ['owner', storeId, 'no-show-terms'],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getNoShowTerms>('GET /v1/stores/:storeId/no-show-terms', {
        params: { storeId },
        signal,
      }),
    ),
})

export const refusalQuery = (storeId: string): Query<AnswerOf<typeof history.getGuestRefusal>> => ({
  queryKey: ['owner', storeId, 'guest-refusal'],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof history.getGuestRefusal>('GET /v1/stores/:storeId/guest-refusal', {
        params: { storeId },
        signal,
      }),
    ),
})
