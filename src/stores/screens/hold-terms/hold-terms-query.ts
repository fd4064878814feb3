import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../hold-terms/contract.ts'

export type HoldTerms = AnswerOf<typeof contract.getHoldTerms>

/** What a store asks before it holds something. */
export const holdTermsQuery = (storeId: string) => ({
  queryKey: ['stores', storeId, 'hold-terms'],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getHoldTerms>('GET /v1/stores/:storeId/hold-terms', {
        params: { storeId },
        signal,
      }),
    ),
})

export const setHoldTerms = (storeId: string, terms: HoldTerms) =>
  call<typeof contract.setHoldTerms>('PUT /v1/stores/:storeId/hold-terms', {
    params: { storeId },
    body: terms,
  })
