import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export type ShopAnswer = AnswerOf<typeof contract.getShop>
export type ShopTime = ShopAnswer['times'][number]
export type ShopKind = ShopAnswer['shop']['kind']
export type Card = AnswerOf<typeof contract.listShops>['data'][number]

export const shopsQuery = {
  queryKey: ['shops'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { pageParam: string }) =>
    answerOf(
      call<typeof contract.listShops>('GET /v1/shops', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: AnswerOf<typeof contract.listShops>) => nextCursor,
}

export const shopQuery = (shopId: string) => ({
  queryKey: ['shops', shopId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getShop>('GET /v1/shops/:shopId', { params: { shopId }, signal }),
    ),
})

/** Writes live counts over those that were fetched; a place that is not shown is passed over. */
export function patchPlaces(
  client: QueryClient,
  shopId: string,
  changes: readonly PlaceChange[],
): void {
  const remaining = new Map(changes.map((change) => [change.placeId, change.remaining]))
  client.setQueryData<ShopAnswer>(shopQuery(shopId).queryKey, (known) =>
    known
      ? {
          ...known,
          times: known.times.map((time) => ({
            ...time,
            remaining: remaining.get(time.placeId) ?? time.remaining,
          })),
        }
      : known,
  )
}
