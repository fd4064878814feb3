import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../history/contract.ts'

export type History = AnswerOf<typeof contract.getGuestHistory>

export const historyQuery = (storeId: string, bookingId: string): Query<History> => ({
  queryKey: ['owner', storeId, 'guest-history', bookingId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getGuestHistory>('GET /v1/stores/:storeId/bookings/:bookingId/guest', {
        params: { storeId, bookingId },
        signal,
      }),
    ),
})

/** Sent as a body, so that no log of addresses has the number. */
export const lookUpGuest = (storeId: string, phone: string) =>
  call<typeof contract.lookUpGuest>('POST /v1/stores/:storeId/guest-look-ups', {
    params: { storeId },
    body: { phone },
  })
