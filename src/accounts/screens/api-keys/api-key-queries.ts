import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../api-keys/contract.ts'

export type ApiKeyAnswer = AnswerOf<typeof contract.listApiKeys>['data'][number]
export type MadeKey = AnswerOf<typeof contract.makeApiKey>
type ScopeName = ApiKeyAnswer['scopes'][number]

export const apiKeysQuery = {
  queryKey: ['api-keys'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listApiKeys>('GET /v1/me/api-keys', { signal })),
}

/** Every scope, with the name of its texts. */
export const scopeTexts = {
  'timetables:reserve': 'reserve',
  'timetables:write': 'write',
  'shops:read': 'read',
} as const satisfies Record<ScopeName, string>

export const allScopes = Object.keys(scopeTexts) as ScopeName[]
