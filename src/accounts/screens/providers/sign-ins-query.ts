import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../providers/contract.ts'

export type SignIns = AnswerOf<typeof contract.listSignIns>
export type Arrival = NonNullable<AnswerOf<typeof contract.getArrival>>

/** How the reader signs in. */
export const signInsQuery = {
  queryKey: ['me', 'sign-ins'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listSignIns>('GET /v1/me/sign-ins', { signal })),
}

/** Who has come from a provider, and has no account yet. */
export const arrivalQuery = {
  queryKey: ['arrival'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getArrival>('GET /v1/auth/arrival', { signal })),
}
