import type * as holds from '../../holds/contract.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

export type LimitPage = AnswerOf<typeof contract.listLimits>
export type Limit = LimitPage['data'][number]

export const limitsQuery = {
  queryKey: ['limits'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listLimits>('GET /v1/limits', { signal })),
}

export const setLimit = (name: string, body: { burst: number; perHour: number }) =>
  call<typeof contract.setLimit>('PUT /v1/limits/:name', { params: { name }, body })

export type ReleaseDelay = AnswerOf<typeof holds.getReleaseDelay>

export const releaseDelayQuery = {
  queryKey: ['release-delay'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof holds.getReleaseDelay>('GET /v1/release-delay', { signal })),
}

export const setReleaseDelay = (body: { seconds: number }) =>
  call<typeof holds.setReleaseDelay>('PUT /v1/release-delay', { body })
