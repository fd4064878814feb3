import { withCounts } from '../../../../bookings/screens/claim/live-counts.ts'
import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export type RestaurantAnswer = AnswerOf<typeof contract.getRestaurant>
export type Restaurant = RestaurantAnswer['restaurant']
export type Day = RestaurantAnswer['days'][number]
export type Time = Day['times'][number]

/** What one place is: a table, or a place for a person. */
export const unitOf = ({ per }: Restaurant['pricing']): 'table' | 'person' =>
  per === 'person' ? 'person' : 'table'

/** Fresh only while the page follows it live: what changes in between is in no event. */
export const restaurantQuery = (restaurantId: string) => ({
  queryKey: ['restaurants', restaurantId],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getRestaurant>('GET /v1/restaurants/:restaurantId', {
        params: { restaurantId },
        signal,
      }),
    ),
})

/** Applies live counts to the cached answer; places that are not in it are ignored. */
export const patchPlaces = (
  client: QueryClient,
  restaurantId: string,
  changes: readonly PlaceChange[],
): void =>
  client.patchQueryData<RestaurantAnswer>(restaurantQuery(restaurantId).queryKey, (cached) => ({
    ...cached,
    days: cached.days.map((day) => ({ ...day, times: withCounts(day.times, changes) })),
  }))
