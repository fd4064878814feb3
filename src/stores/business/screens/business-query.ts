import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type BusinessAnswer = AnswerOf<typeof contract.getStoreBusiness>

export const businessQuery = (storeId: string) => ({
  queryKey: ['store-business', storeId],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getStoreBusiness>('GET /v1/stores/:storeId/business', {
        params: { storeId },
        signal,
      }),
    ),
})
