import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../coupons/contract.ts'
import type * as products from '../../products/contract.ts'
import { ofShop } from '../products/product-queries.ts'

export type Coupon = AnswerOf<typeof contract.addCoupon>

export const couponsKey = (marketId: string) => [...ofShop, 'coupons', marketId]

export const couponsQuery = (marketId: string) => ({
  queryKey: couponsKey(marketId),
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listCoupons>('GET /v1/markets/:marketId/coupons', {
        params: { marketId },
        signal,
      }),
    ),
})

/** Products that a coupon may be narrowed to: as many as one answer has. */
export const couponProductsQuery = (marketId: string) => ({
  queryKey: [...ofShop, 'coupon-products', marketId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof products.listProductsOf>('GET /v1/markets/:marketId/products', {
        params: { marketId },
        query: { limit: 100 },
        signal,
      }),
    ),
})
