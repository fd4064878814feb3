import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../returns/contract.ts'
import { ofOrders, ownOrderKey } from './own-order-key.ts'

export type OwnOrder = AnswerOf<typeof contract.getOwnOrder>
export type OwnLine = OwnOrder['lines'][number]
export type ParcelAnswer = OwnOrder['parcels'][number]
export type OwnReturn = OwnOrder['returns'][number]
export type OrderPage = AnswerOf<typeof contract.listOwnOrders>

export const ownOrderQuery = (orderId: string) => ({
  queryKey: ownOrderKey(orderId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getOwnOrder>('GET /v1/market-orders/:orderId', {
        params: { orderId },
        signal,
      }),
    ),
})

/** As many as one page has: what the cards of a list show. */
export const latestOrdersQuery = {
  queryKey: [...ofOrders, 'latest'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listOwnOrders>('GET /v1/market-orders', {
        query: { limit: 100 },
        signal,
      }),
    ),
}

export const ownOrdersQuery = {
  queryKey: [...ofOrders, 'list'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listOwnOrders>('GET /v1/market-orders', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: OrderPage) => nextCursor,
}
