import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type ConcertAnswer = AnswerOf<typeof contract.getConcert>
export type Concert = ConcertAnswer['concert']
export type Level = ConcertAnswer['levels'][number]

export interface Performances extends AnswerOf<typeof contract.listPerformances> {
  /** How far the server's clock is ahead of the local one. */
  readonly aheadMs: number
}
export type Performance = Performances['data'][number]
export type Status = Performance['status']

/** All that changes while a concert sells has this key in front. */
export const ofConcert = (concertId: string) => ['concerts', concertId] as const

export const concertQuery = (concertId: string) => ({
  queryKey: [...ofConcert(concertId), 'concert'],
  staleTime: 30_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getConcert>('GET /v1/concerts/:concertId', {
        params: { concertId },
        signal,
      }),
    ),
})

export const performancesQuery = (concertId: string) => ({
  queryKey: [...ofConcert(concertId), 'performances'],
  queryFn: async ({ signal }: Asking): Promise<Performances> => {
    const answer = await answerOf(
      call<typeof contract.listPerformances>('GET /v1/concerts/:concertId/performances', {
        params: { concertId },
        signal,
      }),
    )
    return { ...answer, aheadMs: Date.parse(answer.now) - Date.now() }
  },
})
