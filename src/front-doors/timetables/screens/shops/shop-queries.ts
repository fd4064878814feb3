import { withCounts } from '../../../../bookings/screens/claim/live-counts.ts'
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

/** Fresh only while the page follows it live: what changes in between is in no event. */
export const shopQuery = (shopId: string) => ({
  queryKey: ['shops', shopId],
  staleTime: 0,
  queryFn: async ({ signal }: Asking): Promise<ShopAnswer> => {
    const answer = await answerOf(
      call<typeof contract.getShop>('GET /v1/shops/:shopId', { params: { shopId }, signal }),
    )
    return { ...answer, aheadMs: Date.parse(answer.now) - Date.now() }
  },
})

/** Applies live counts to the cached answer; places that are not in it are ignored. */
export const patchPlaces = (
  client: QueryClient,
  shopId: string,
  changes: readonly PlaceChange[],
): void =>
  client.patchQueryData<ShopAnswer>(shopQuery(shopId).queryKey, (cached) => ({
    ...cached,
    times: withCounts(cached.times, changes),
  }))
