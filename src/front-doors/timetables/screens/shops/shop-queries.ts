import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export interface ShopAnswer extends AnswerOf<typeof contract.getShop> {
  /** Offset of the server's clock from the browser's. */
  readonly aheadMs: number
}
export type ShopTime = ShopAnswer['times'][number]

export const shopQuery = (shopId: string) => ({
  queryKey: ['shops', shopId],
  queryFn: async ({ signal }: Asking): Promise<ShopAnswer> => {
    const answer = await answerOf(
      call<typeof contract.getShop>('GET /v1/shops/:shopId', { params: { shopId }, signal }),
    )
    return { ...answer, aheadMs: Date.parse(answer.now) - Date.now() }
  },
})

/** Applies live counts to the cached answer; places that are not in it are ignored. */
export function patchPlaces(
  client: QueryClient,
  shopId: string,
  changes: readonly PlaceChange[],
): void {
  const remaining = new Map(changes.map((change) => [change.placeId, change.remaining]))
  client.setQueryData<ShopAnswer>(shopQuery(shopId).queryKey, (cached) =>
    cached
      ? {
          ...cached,
          times: cached.times.map((time) => ({
            ...time,
            remaining: remaining.get(time.placeId) ?? time.remaining,
          })),
        }
      : cached,
  )
}
