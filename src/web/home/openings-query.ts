import type * as bookings from '../../bookings/contract.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../cache.ts'
import { answerOf, call } from '../call.ts'

export type OpeningsAnswer = AnswerOf<typeof bookings.listOpenings>
export type OpeningAnswer = OpeningsAnswer['data'][number]['openings'][number]

/** The next openings at all doors. */
export const openingsQuery = {
  queryKey: ['openings'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof bookings.listOpenings>('GET /v1/openings', { signal })),
}
