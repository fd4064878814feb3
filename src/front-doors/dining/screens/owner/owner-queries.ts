import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { restaurantQuery } from '../restaurants/restaurant-queries.ts'

export type TableTime = AnswerOf<typeof owner.listTableTimes>['data'][number]

export const tableTimesQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'times'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listTableTimes>('GET /v1/restaurants/:restaurantId/table-times', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const closedDatesQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'closed'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listClosedDates>('GET /v1/restaurants/:restaurantId/closed-dates', {
        params: { restaurantId },
        signal,
      }),
    ),
})

/** Refetches what a change of the weekly times affects. */
export function useRefreshTimes(restaurantId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: tableTimesQuery(restaurantId).queryKey }),
      client.invalidateQueries({ queryKey: restaurantQuery(restaurantId).queryKey }),
    ])
}
