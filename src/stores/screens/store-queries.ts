import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import { useQueryClient } from '../../web/query.ts'
import type * as contract from '../contract.ts'

export type StorePage = AnswerOf<typeof contract.listStores>
export type StoreCard = StorePage['data'][number]

interface AskingPage extends Asking {
  readonly pageParam: string
}

const next = ({ nextCursor }: StorePage) => nextCursor
const from = (cursor: string) => (cursor ? { cursor } : {})

/** The stores of one front door, for buyers. */
export const storesQuery = (door: string) => ({
  queryKey: ['stores', 'of', door],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof contract.listStores>('GET /v1/stores', {
        query: { door, ...from(pageParam) },
        signal,
      }),
    ),
  getNextPageParam: next,
})

/** The reader's own stores, whatever they sell. */
export const myStoresQuery = {
  queryKey: ['owner', 'stores'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof contract.listMyStores>('GET /v1/me/stores', { query: from(pageParam), signal }),
    ),
  getNextPageParam: next,
}

export const storeQuery = (storeId: string) => ({
  queryKey: ['stores', storeId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getStore>('GET /v1/stores/:storeId', { params: { storeId }, signal }),
    ),
})

/** A store has changed: whatever is known may show it, at its own door, too. */
export function useRefreshAll() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [] })
}
