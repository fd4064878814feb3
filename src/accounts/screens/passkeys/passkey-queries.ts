import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../passkeys/contract.ts'

export type Passkey = AnswerOf<typeof contract.listPasskeys>['data'][number]

export const passkeysQuery = {
  queryKey: ['me', 'passkeys'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listPasskeys>('GET /v1/me/passkeys', { signal })),
}
