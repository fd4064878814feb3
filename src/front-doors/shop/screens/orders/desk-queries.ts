import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../parcels/owner-contract.ts'
import type * as receipts from '../../receipts/contract.ts'
import type * as returns from '../../returns/contract.ts'

export type Work = AnswerOf<typeof contract.getWork>
export type OrderPage = AnswerOf<typeof contract.listOrders>
export type DeskOrder = OrderPage['data'][number]
export type DeskParcel = DeskOrder['parcels'][number]
export type ReturnPage = AnswerOf<typeof returns.listShopReturns>
export type ShopReturn = ReturnPage['data'][number]
export type Sales = AnswerOf<typeof receipts.getSales>
export type Business = AnswerOf<typeof receipts.getBusiness>

export const stages = ['to-pack', 'packed', 'shipped', 'delivered', 'all'] as const
export type DeskStage = (typeof stages)[number]
export const returnStates = ['requested', 'approved', 'collected', 'ended', 'all'] as const
export type ReturnFilter = (typeof returnStates)[number]

const key = (marketId: string, ...what: string[]) => ['market-desk', marketId, ...what]

interface AskingPage extends Asking {
  readonly pageParam: string
}

const from = (cursor: string) => (cursor ? { cursor } : {})

export const workQuery = (marketId: string) => ({
  queryKey: key(marketId, 'work'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getWork>('GET /v1/markets/:marketId/work', {
        params: { marketId },
        signal,
      }),
    ),
})

export const ordersQuery = (marketId: string, stage: DeskStage, query: string) => ({
  queryKey: key(marketId, 'orders', stage, query),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof contract.listOrders>('GET /v1/markets/:marketId/orders', {
        params: { marketId },
        query: { stage, ...(query && { query }), ...from(pageParam) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: OrderPage) => nextCursor,
})

export const returnsQuery = (marketId: string, state: ReturnFilter) => ({
  queryKey: key(marketId, 'returns', state),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof returns.listShopReturns>('GET /v1/markets/:marketId/returns', {
        params: { marketId },
        query: { ...(state !== 'all' && { state }), ...from(pageParam) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: ReturnPage) => nextCursor,
})

export const salesQuery = (marketId: string, dates: { from: string; to: string }) => ({
  queryKey: key(marketId, 'sales', dates.from, dates.to),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof receipts.getSales>('GET /v1/markets/:marketId/sales', {
        params: { marketId },
        query: dates,
        signal,
      }),
    ),
})

export const businessQuery = (marketId: string) => ({
  queryKey: ['market-business', marketId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof receipts.getBusiness>('GET /v1/markets/:marketId/business', {
        params: { marketId },
        signal,
      }),
    ),
})

/** Reads everything of a desk again. */
export function useRefreshDesk(marketId: string): () => Promise<unknown> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: key(marketId) })
}
