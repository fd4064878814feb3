import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export type RestaurantAnswer = AnswerOf<typeof contract.getRestaurant>
export type Day = RestaurantAnswer['days'][number]
export type Time = Day['times'][number]

export const restaurantQuery = (restaurantId: string) => ({
  queryKey: ['restaurants', restaurantId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getRestaurant>('GET /v1/restaurants/:restaurantId', {
        params: { restaurantId },
        signal,
      }),
    ),
})

/** Applies live counts to the cached answer; places that are not in it are ignored. */
export function patchPlaces(
  client: QueryClient,
  restaurantId: string,
  changes: readonly PlaceChange[],
): void {
  const remaining = new Map(changes.map((change) => [change.placeId, change.remaining]))
  client.setQueryData<RestaurantAnswer>(restaurantQuery(restaurantId).queryKey, (cached) =>
    cached
      ? {
          ...cached,
          days: cached.days.map((day) =>
            day.times.some(({ placeId }) => remaining.has(placeId))
              ? {
                  ...day,
                  times: day.times.map((time) => ({
                    ...time,
                    remaining: remaining.get(time.placeId) ?? time.remaining,
                  })),
                }
              : day,
          ),
        }
      : cached,
  )
}
