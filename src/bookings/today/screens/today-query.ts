import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type TodayAnswer = AnswerOf<typeof contract.listStoresToday>
export type StoreToday = TodayAnswer['data'][number]

export const todayQuery = {
  queryKey: ['owner', 'stores-today'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listStoresToday>('GET /v1/me/stores-today', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: TodayAnswer) => nextCursor,
}
