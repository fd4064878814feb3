import { STRIP_DAYS } from '../../../../../bookings/screens/dates/day-states.ts'
import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import type { Asking, Query } from '../../../../../web/cache.ts'
import { answerOf, call } from '../../../../../web/call.ts'
import type * as contract from '../../../seating-contract.ts'

export type FreeTimes = AnswerOf<typeof contract.getFreeTimes>
export type FreeTime = FreeTimes['times'][number]

/** Of all dates and sizes. */
export const freeTimesKey = (restaurantId: string) => ['restaurants', restaurantId, 'free-times']

/** Whether each date of the strip can be booked by so many, in one request. */
export const freeDaysQuery = ({
  restaurantId,
  date,
  party,
}: Omit<FreeTimesAsk, 'area'>): Query<FreeTimes['days']> => ({
  queryKey: ['restaurants', restaurantId, 'free-days', date, String(party)],
  staleTime: 30_000,
  queryFn: async ({ signal }) => {
    const { days } = await answerOf(
      call<typeof contract.getFreeTimes>('GET /v1/restaurants/:restaurantId/free-times', {
        params: { restaurantId },
        query: { date, party, days: STRIP_DAYS },
        signal,
      }),
    )
    return days
  },
})

interface FreeTimesAsk {
  readonly restaurantId: string
  readonly date: string
  readonly party: number
  readonly area?: string | undefined
}

/** Fresh only while the page follows it live. */
export const freeTimesQuery = ({ restaurantId, date, party, area }: FreeTimesAsk) => ({
  queryKey: [...freeTimesKey(restaurantId), date, String(party), area ?? ''],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getFreeTimes>('GET /v1/restaurants/:restaurantId/free-times', {
        params: { restaurantId },
        query: { date, party, ...(area && { area }) },
        signal,
      }),
    ),
})
