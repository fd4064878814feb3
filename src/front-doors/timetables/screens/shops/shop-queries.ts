import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export interface ShopAnswer extends AnswerOf<typeof contract.getShop> {
  /** How far the server's clock was ahead of the reader's when this came. */
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
