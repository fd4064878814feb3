import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as day from '../../day-contract.ts'
import type * as store from '../../store-contract.ts'

/** A day of a store: how full each time is, and who comes. */
export type DayAnswer = AnswerOf<typeof day.listDayBookings>

export const dayQuery = (storeId: string, date: string) => ({
  queryKey: ['owner', storeId, 'bookings', date],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof day.listDayBookings>('GET /v1/stores/:storeId/bookings', {
        params: { storeId },
        query: { date },
        signal,
      }),
    ),
})

/** The dates of a month with bookings. */
export const bookedDaysQuery = (storeId: string, month: string) => ({
  queryKey: ['owner', storeId, 'booked-days', month],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof store.listBookedDays>('GET /v1/stores/:storeId/bookings/days', {
        params: { storeId },
        query: { month },
        signal,
      }),
    ),
})
