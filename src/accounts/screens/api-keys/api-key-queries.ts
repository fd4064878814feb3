import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../api-keys/contract.ts'

export type ApiKeyAnswer = AnswerOf<typeof contract.listApiKeys>['data'][number]
export type MadeKey = AnswerOf<typeof contract.makeApiKey>
export type ScopeAnswer = AnswerOf<typeof contract.listApiKeys>['scopes'][number]

export const apiKeysQuery = {
  queryKey: ['api-keys'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listApiKeys>('GET /v1/me/api-keys', { signal })),
}
