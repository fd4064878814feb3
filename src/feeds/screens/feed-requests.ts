import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Query } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

type Feed = AnswerOf<typeof contract.getOwnFeed>

/** The reader's own feed, or that of a store they work at. */
export const feedQuery = (storeId: string | undefined): Query<Feed> => ({
  queryKey: ['calendar-feed', storeId ?? 'own'],
  queryFn: ({ signal }) =>
    answerOf(
      storeId === undefined
        ? call<typeof contract.getOwnFeed>('GET /v1/me/calendar-feed', { signal })
        : call<typeof contract.getStoreFeed>('GET /v1/stores/:storeId/calendar-feed', {
            params: { storeId },
            signal,
          }),
    ),
})

export const makeFeed = (storeId: string | undefined) =>
  storeId === undefined
    ? call<typeof contract.makeOwnFeed>('POST /v1/me/calendar-feed', {})
    : call<typeof contract.makeStoreFeed>('POST /v1/stores/:storeId/calendar-feed', {
        params: { storeId },
      })

export const removeFeed = (storeId: string | undefined) =>
  storeId === undefined
    ? call<typeof contract.removeOwnFeed>('DELETE /v1/me/calendar-feed', {})
    : call<typeof contract.removeStoreFeed>('DELETE /v1/stores/:storeId/calendar-feed', {
        params: { storeId },
      })
