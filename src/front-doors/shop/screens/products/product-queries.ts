import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as alerts from '../../products/alert-contract.ts'
import type * as contract from '../../products/contract.ts'

export type ProductPage = AnswerOf<typeof contract.listProducts>
export type ProductCard = ProductPage['data'][number]
export type Product = AnswerOf<typeof contract.getProduct>
export type Variant = Product['variants'][number]

export interface ProductPath {
  readonly marketId: string
  readonly productId: string
}

export const sorts = ['newest', 'popular', 'cheapest', 'dearest'] as const
export type Sort = (typeof sorts)[number]

/** What a list is narrowed by, as its address says. */
export interface ProductFilter {
  readonly q?: string | undefined
  readonly sort?: Sort | undefined
  readonly category?: string | undefined
  readonly minPrice?: number | undefined
  readonly maxPrice?: number | undefined
  readonly inStock?: boolean | undefined
}

/** All that changes in shops has this key in front. */
export const ofShop = ['shop'] as const
const ofMarket = (marketId: string) => [...ofShop, 'market', marketId] as const

type AskingPage = Asking & { readonly pageParam: string }

/** Products of one shop, or of all. */
export const productsQuery = (marketId: string | undefined, filter: ProductFilter) => ({
  queryKey: [...ofShop, 'products', marketId ?? '', JSON.stringify(filter)],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) => {
    const { category, ...narrowed } = filter
    const query = { ...narrowed, ...(pageParam && { cursor: pageParam }) }
    const asked = Object.fromEntries(
      Object.entries(query).filter(([, value]) => value !== undefined),
    )
    return answerOf(
      marketId
        ? call<typeof contract.listProductsOf>('GET /v1/markets/:marketId/products', {
            params: { marketId },
            query: { ...asked, ...(category && { category }) },
            signal,
          })
        : call<typeof contract.listProducts>('GET /v1/products', { query: asked, signal }),
    )
  },
  getNextPageParam: ({ nextCursor }: ProductPage) => nextCursor,
})

export const productQuery = (params: ProductPath) => ({
  queryKey: [...ofMarket(params.marketId), 'product', params.productId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getProduct>('GET /v1/markets/:marketId/products/:productId', {
        params,
        signal,
      }),
    ),
})

export const categoriesQuery = (marketId: string) => ({
  queryKey: [...ofMarket(marketId), 'categories'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listCategories>('GET /v1/markets/:marketId/categories', {
        params: { marketId },
        signal,
      }),
    ),
})

/** The variants of a product that the reader waits for. */
export const alertsQuery = (params: ProductPath) => ({
  queryKey: [...ofMarket(params.marketId), 'alerts', params.productId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof alerts.listAlerts>(
        'GET /v1/markets/:marketId/products/:productId/restock-alerts',
        { params, signal },
      ),
    ),
})
