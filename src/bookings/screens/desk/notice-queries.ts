import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../store-contract.ts'

export type NoticeAnswer = AnswerOf<typeof contract.listNotices>['data'][number]

export const noticesQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'notices'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listNotices>('GET /v1/stores/:storeId/notices', {
        params: { storeId },
        signal,
      }),
    ),
})
