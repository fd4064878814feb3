import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type { PlaceChange } from '../../../../web/live.ts'
import type * as contract from '../../contract.ts'

export type RestaurantAnswer = AnswerOf<typeof contract.getRestaurant>
export type Day = RestaurantAnswer['days'][number]
export type Time = Day['times'][number]

interface Asking {
  readonly signal: AbortSignal
}

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

/** Writes live counts over those that were fetched; a place that is not shown is passed over. */
export function patchPlaces(
  client: QueryClient,
  restaurantId: string,
  changes: readonly PlaceChange[],
): void {
  const remaining = new Map(changes.map((change) => [change.placeId, change.remaining]))
  client.setQueryData<RestaurantAnswer>(restaurantQuery(restaurantId).queryKey, (known) =>
    known
      ? {
          ...known,
          days: known.days.map((day) =>
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
      : known,
  )
}
