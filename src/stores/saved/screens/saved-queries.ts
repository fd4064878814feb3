import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type SavedPage = AnswerOf<typeof contract.listSaved>

export const savedIdsQuery = {
  queryKey: ['saved-stores', 'ids'],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listSavedIds>('GET /v1/me/saved-stores/ids', { signal })),
}

export const savedQuery = {
  queryKey: ['saved-stores', 'list'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam: cursor }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listSaved>('GET /v1/me/saved-stores', {
        query: cursor ? { cursor } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: SavedPage) => nextCursor,
}
