import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type ProfileAnswer = AnswerOf<typeof contract.getProfile>

export const profileQuery = (storeId: string) => ({
  queryKey: ['store-profile', storeId],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getProfile>('GET /v1/stores/:storeId/profile', {
        params: { storeId },
        signal,
      }),
    ),
})
