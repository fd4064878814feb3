import type { AnswerOf, QueryOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type ActPage = AnswerOf<typeof contract.listStoreActs>
export type ActFilter = QueryOf<typeof contract.downloadActs>

export const actsQuery = (storeId: string, filter: ActFilter) => ({
  queryKey: ['owner', storeId, 'acts', filter.by ?? '', filter.kind ?? ''],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listStoreActs>('GET /v1/stores/:storeId/acts', {
        params: { storeId },
        query: { ...filter, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: ActPage) => nextCursor,
})

export const actorsQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'actors'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listStoreActors>('GET /v1/stores/:storeId/actors', {
        params: { storeId },
        signal,
      }),
    ),
})
