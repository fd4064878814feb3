import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../contract.ts'

/** A day of a store: how full each time is, and who comes. */
export type DayAnswer = AnswerOf<typeof contract.listDayBookings>

export const dayQuery = (storeId: string, date: string) => ({
  queryKey: ['owner', storeId, 'bookings', date],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listDayBookings>('GET /v1/stores/:storeId/bookings', {
        params: { storeId },
        query: { date },
        signal,
      }),
    ),
})
