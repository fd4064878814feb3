import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as imports from '../../products/imports/contract.ts'
import type * as owner from '../../products/owner-contract.ts'
import { ofShop } from '../products/product-queries.ts'

export type OwnProductPage = AnswerOf<typeof owner.listOwnProducts>
export type OwnProduct = AnswerOf<typeof owner.getOwnProduct>
export type OwnVariant = OwnProduct['variants'][number]
export type Import = AnswerOf<typeof imports.startImport>

export const states = ['shown', 'hidden', 'low', 'sold-out'] as const
export type OwnState = (typeof states)[number]

const key = (marketId: string, ...more: readonly string[]) =>
  [...ofShop, 'own', marketId, ...more] as const

export const ownProductsQuery = (marketId: string, q: string, state: OwnState | undefined) => ({
  queryKey: key(marketId, 'products', q, state ?? ''),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof owner.listOwnProducts>('GET /v1/markets/:marketId/own-products', {
        params: { marketId },
        query: {
          ...(q && { q }),
          ...(state && { state }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: OwnProductPage) => nextCursor,
})

export const ownProductQuery = (marketId: string, productId: string) => ({
  queryKey: key(marketId, 'product', productId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getOwnProduct>('GET /v1/markets/:marketId/own-products/:productId', {
        params: { marketId, productId },
        signal,
      }),
    ),
})

export const importsQuery = (marketId: string) => ({
  queryKey: key(marketId, 'imports'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof imports.listImports>('GET /v1/markets/:marketId/product-imports', {
        params: { marketId },
        signal,
      }),
    ),
})

/** The page of a product, or of all, in the tab that is open: a further door's tabs have other names. */
export const onTab =
  (subject?: string) =>
  ({ tab }: { readonly tab?: string | undefined }) => ({
    ...(tab && { tab }),
    ...(subject && { subject }),
  })

/** How the stock of a variant has changed. */
export const stockChangesQuery = (marketId: string, variantId: string) => ({
  queryKey: key(marketId, 'stock', variantId),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof owner.listStockChanges>(
        'GET /v1/markets/:marketId/variants/:variantId/stock-changes',
        {
          params: { marketId, variantId },
          query: { limit: 20, ...(pageParam && { cursor: pageParam }) },
          signal,
        },
      ),
    ),
  getNextPageParam: ({ nextCursor }: AnswerOf<typeof owner.listStockChanges>) => nextCursor,
})

/** Refetches whatever a change of a shop's goods may show in, also for its buyers. */
export function useRefreshShop() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ofShop })
}
