import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type CalendarAnswer = AnswerOf<typeof contract.getCalendar>

export const calendarQuery = (storeId: string, from: string, to: string) => ({
  queryKey: ['owner', storeId, 'calendar', from, to],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getCalendar>('GET /v1/stores/:storeId/calendar', {
        params: { storeId },
        query: { from, to },
        signal,
      }),
    ),
})
