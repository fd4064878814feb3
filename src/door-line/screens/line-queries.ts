import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Query } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'
import type * as desk from '../desk-contract.ts'

export type Line = AnswerOf<typeof contract.showLine>
export type Ticket = AnswerOf<typeof contract.joinLine>
export type DeskLine = AnswerOf<typeof desk.listLine>
export type DeskTicket = DeskLine['waiting'][number]
export type Terms = DeskLine['terms']

export const lineQuery = (storeId: string): Query<Line> => ({
  queryKey: ['line', storeId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.showLine>('GET /v1/stores/:storeId/line', {
        params: { storeId },
        signal,
      }),
    ),
})

/** All of the reader's tickets that are kept, the latest first. */
export const ticketsQuery: Query<AnswerOf<typeof contract.listTickets>> = {
  queryKey: ['line-tickets'],
  queryFn: ({ signal }) =>
    answerOf(call<typeof contract.listTickets>('GET /v1/line-tickets', { signal })),
}

export const deskLineQuery = (storeId: string): Query<DeskLine> => ({
  queryKey: ['owner', storeId, 'line'],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof desk.listLine>('GET /v1/stores/:storeId/line/tickets', {
        params: { storeId },
        signal,
      }),
    ),
})
