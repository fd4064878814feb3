import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../../desk/item-contract.ts'

export type DeskTimes = AnswerOf<typeof contract.listDeskTimes>
export type DeskTime = DeskTimes['data'][number]

/** The times of a date at which the desk can enter guests. */
export const deskTimesQuery = (storeId: string, date: string) => ({
  queryKey: ['owner', storeId, 'desk-times', date],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listDeskTimes>('GET /v1/stores/:storeId/desk-times', {
        params: { storeId },
        query: { date },
        signal,
      }),
    ),
})
