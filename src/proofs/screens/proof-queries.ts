import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'
import type { Setting } from '../rules.ts'

export type ProofsPage = AnswerOf<typeof contract.getProofs>

export const proofsQuery = {
  queryKey: ['proofs'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getProofs>('GET /v1/proofs', { signal })),
}

export const setProofs = (body: Setting) =>
  call<typeof contract.setProofs>('PUT /v1/proofs', { body })
