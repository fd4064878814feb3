import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../carts/contract.ts'
import { ofShop } from '../products/product-queries.ts'

export type Cart = AnswerOf<typeof contract.getCart>
export type CartLine = Cart['lines'][number]

export const cartKey = (marketId: string) => [...ofShop, 'cart', marketId]

export const cartQuery = (marketId: string) => ({
  queryKey: cartKey(marketId),
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getCart>('GET /v1/markets/:marketId/cart', {
        params: { marketId },
        signal,
      }),
    ),
})

export const putLine = (marketId: string, { item }: CartLine, quantity: number) =>
  call<typeof contract.putCartLine>('PUT /v1/markets/:marketId/cart/lines', {
    params: { marketId },
    body: { item, quantity },
  })

export const removeLine = (marketId: string, { id: lineId }: CartLine) =>
  call<typeof contract.removeCartLine>('DELETE /v1/markets/:marketId/cart/lines/:lineId', {
    params: { marketId, lineId },
  })
