import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { shopQuery } from '../shops/shop-queries.ts'

export type DaysAnswer = AnswerOf<typeof owner.listShopDays>

const DAYS_A_PAGE = 31

export const daysQuery = (shopId: string) => ({
  queryKey: ['owner', shopId, 'days'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { pageParam: string }) =>
    answerOf(
      call<typeof owner.listShopDays>('GET /v1/shops/:shopId/days', {
        params: { shopId },
        query: { limit: DAYS_A_PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: DaysAnswer) => nextCursor,
})

/** Refetches what a change of a shop or its times affects. */
export function useRefreshShop(shopId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: shopQuery(shopId).queryKey }),
      client.invalidateQueries({ queryKey: ['owner'] }),
    ])
}
