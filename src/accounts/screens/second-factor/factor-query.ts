import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../second-factor/contract.ts'

export type FactorState = AnswerOf<typeof contract.getSecondFactor>
export type ConfirmedBy = FactorState['confirmedBy']

export const factorQuery = {
  queryKey: ['me', 'second-factor'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getSecondFactor>('GET /v1/me/second-factor', { signal })),
}
