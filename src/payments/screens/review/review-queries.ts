import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../review-contract.ts'

export type ReviewPage = AnswerOf<typeof contract.listReviews>
export type Review = ReviewPage['data'][number]
export type Decision = Review['decisions'][number]['decision']
export type Decided = AnswerOf<typeof contract.decideReview>

/** Payments in review: of one store, or of all for an admin. */
export const reviewsQuery = (storeId?: string) => ({
  queryKey: ['reviews', storeId ?? 'all'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => {
    const query = pageParam ? { cursor: pageParam } : {}
    return answerOf<ReviewPage>(
      storeId
        ? call<typeof contract.listStoreReviews>('GET /v1/stores/:storeId/reviews', {
            params: { storeId },
            query,
            signal,
          })
        : call<typeof contract.listReviews>('GET /v1/reviews', { query, signal }),
    )
  },
  getNextPageParam: ({ nextCursor }: ReviewPage) => nextCursor,
})
