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
