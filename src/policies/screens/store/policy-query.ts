import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type StorePolicy = AnswerOf<typeof contract.getPolicy>

export const policyQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'policy'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getPolicy>('GET /v1/stores/:storeId/cancellation-policy', {
        params: { storeId },
        signal,
      }),
    ),
})
