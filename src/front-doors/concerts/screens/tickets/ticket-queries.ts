import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../tickets/contract.ts'

export type Ticket = AnswerOf<typeof contract.listOwnTickets>['data'][number]

/** Before the tickets of a concert, whichever booking they are of. */
export const ticketsKey = (concertId: string) => ['tickets', concertId] as const

/** The tickets of a booking; without one, all that the reader holds at the concert. */
export const ticketsQuery = (concertId: string, bookingId: string | undefined) => ({
  queryKey: [...ticketsKey(concertId), bookingId ?? ''],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      bookingId
        ? call<typeof contract.listBookingTickets>(
            'GET /v1/concerts/:concertId/bookings/:bookingId/tickets',
            { params: { concertId, bookingId }, signal },
          )
        : call<typeof contract.listOwnTickets>('GET /v1/concerts/:concertId/tickets', {
            params: { concertId },
            signal,
          }),
    ),
})

export const offerQuery = (concertId: string, secret: string) => ({
  queryKey: ['ticket-offers', concertId, secret],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getTicketOffer>('GET /v1/concerts/:concertId/ticket-offers/:secret', {
        params: { concertId, secret },
        signal,
      }),
    ),
})
