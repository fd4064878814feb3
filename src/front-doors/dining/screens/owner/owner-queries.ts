import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type TableTime = AnswerOf<typeof contract.listTableTimes>['data'][number]
export type DayBookings = AnswerOf<typeof contract.listDayBookings>

interface Asking {
  readonly signal: AbortSignal
}

export const myRestaurantsQuery = {
  queryKey: ['owner', 'restaurants'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { pageParam: string }) =>
    answerOf(
      call<typeof contract.listMyRestaurants>('GET /v1/me/restaurants', {
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: AnswerOf<typeof contract.listMyRestaurants>) => nextCursor,
}

export const tableTimesQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'times'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listTableTimes>('GET /v1/restaurants/:restaurantId/table-times', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const closedDatesQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'closed'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listClosedDates>('GET /v1/restaurants/:restaurantId/closed-dates', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const dayBookingsQuery = (restaurantId: string, date: string) => ({
  queryKey: ['owner', restaurantId, 'bookings', date],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listDayBookings>('GET /v1/restaurants/:restaurantId/bookings', {
        params: { restaurantId },
        query: { date },
        signal,
      }),
    ),
})
