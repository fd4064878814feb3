import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type MenuAnswer = AnswerOf<typeof contract.getMenu>

export const menuQuery = (storeId: string) => ({
  queryKey: ['store-menu', storeId],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getMenu>('GET /v1/stores/:storeId/menu', {
        params: { storeId },
        signal,
      }),
    ),
})
