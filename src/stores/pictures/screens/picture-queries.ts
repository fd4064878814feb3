import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type Picture = AnswerOf<typeof contract.addPicture>

export const picturesQuery = (storeId: string) => ({
  queryKey: ['stores', storeId, 'pictures'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listPictures>('GET /v1/stores/:storeId/pictures', {
        params: { storeId },
        signal,
      }),
    ),
})
