import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

type TicketPage = AnswerOf<typeof contract.listOwnTickets>
export type Ticket = TicketPage['data'][number]

/** In front of all tickets that the reader sees. */
export const ticketsKey = ['tickets'] as const

/** What the reader holds, coming tickets first; with a store, only there. */
export const ownTicketsQuery = (storeId?: string) => ({
  queryKey: [...ticketsKey, 'own', storeId ?? ''],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listOwnTickets>('GET /v1/me/tickets', {
        query: { ...(storeId && { storeId }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: TicketPage) => nextCursor,
})

/** Whether the reader holds anything at a store, and the first of it. */
export const storeTicketsQuery = (storeId: string) => ({
  queryKey: [...ticketsKey, 'store', storeId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listOwnTickets>('GET /v1/me/tickets', {
        query: { storeId, limit: 1 },
        signal,
      }),
    ),
})

const RECEIVED_MOST = 100

/** What others gave the reader, coming tickets first. */
export const receivedQuery = {
  queryKey: [...ticketsKey, 'received'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listOwnTickets>('GET /v1/me/tickets', {
        query: { received: true, limit: RECEIVED_MOST },
        signal,
      }),
    ),
}

/** How many tickets others offer the reader. */
export const offersQuery = {
  queryKey: [...ticketsKey, 'offers'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.countTicketOffers>('GET /v1/me/ticket-offers', { signal })),
}

export const bookingTicketsQuery = (bookingId: string) => ({
  queryKey: [...ticketsKey, 'booking', bookingId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listBookingTickets>('GET /v1/bookings/:bookingId/tickets', {
        params: { bookingId },
        signal,
      }),
    ),
})

export const offerQuery = (secret: string) => ({
  queryKey: ['ticket-offers', secret],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.showTicketOffer>('POST /v1/ticket-offers/look-up', {
        body: { secret },
        signal,
      }),
    ),
})
