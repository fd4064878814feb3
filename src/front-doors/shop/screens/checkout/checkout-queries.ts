import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../checkout/contract.ts'
import type * as coupons from '../../coupons/contract.ts'
import { ofShop } from '../products/product-queries.ts'

export type Quote = AnswerOf<typeof contract.quoteOrder>
export type Terms = AnswerOf<typeof contract.getDeliveryTerms>
export type Delivery = AnswerOf<typeof contract.getDelivery>

export type Coupon = AnswerOf<typeof coupons.listShownCoupons>['data'][number]

export type LastDelivery = AnswerOf<typeof contract.getLastDelivery>

export interface QuoteAsk {
  readonly coupon?: string | undefined
  readonly postalCode?: string | undefined
  /** Undefined: the cart. */
  readonly items?: { item: { variantId: string }; quantity: number }[] | undefined
}

export const askQuote = (marketId: string, { coupon, postalCode, items }: QuoteAsk) =>
  call<typeof contract.quoteOrder>('POST /v1/markets/:marketId/order-quotes', {
    params: { marketId },
    body: {
      ...(coupon && { coupon }),
      ...(postalCode && { postalCode }),
      ...(items && { items }),
    },
  })

export const quoteQuery = (marketId: string, ask: QuoteAsk) => ({
  queryKey: [...ofShop, 'quote', marketId, JSON.stringify(ask)],
  staleTime: 0,
  queryFn: () => answerOf(askQuote(marketId, ask)),
  placeholderData: (before: Quote | undefined) => before,
})

export const shownCouponsQuery = (marketId: string) => ({
  queryKey: [...ofShop, 'shown-coupons', marketId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof coupons.listShownCoupons>('GET /v1/markets/:marketId/shown-coupons', {
        params: { marketId },
        signal,
      }),
    ),
})

export const termsKey = (marketId: string) => [...ofShop, 'delivery-terms', marketId]

export const termsQuery = (marketId: string) => ({
  queryKey: termsKey(marketId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getDeliveryTerms>('GET /v1/markets/:marketId/delivery-terms', {
        params: { marketId },
        signal,
      }),
    ),
})

export const lastDeliveryQuery = {
  queryKey: [...ofShop, 'last-delivery'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getLastDelivery>('GET /v1/me/last-delivery', { signal })),
}

export const deliveryQuery = (bookingId: string) => ({
  queryKey: [...ofShop, 'delivery', bookingId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getDelivery>('GET /v1/bookings/:bookingId/delivery', {
        params: { bookingId },
        signal,
      }),
    ),
})
