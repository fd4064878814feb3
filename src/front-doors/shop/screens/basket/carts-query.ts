import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../carts/contract.ts'
import { ofShop } from '../products/product-queries.ts'

export type Carts = AnswerOf<typeof contract.listCarts>

export const cartsKey = [...ofShop, 'carts'] as const

/** What the reader has in the carts of all shops. */
export const cartsQuery = {
  queryKey: cartsKey,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listCarts>('GET /v1/me/carts', { signal })),
}
