import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'
import type { Period } from './periods.ts'

export type ReportAnswer = AnswerOf<typeof contract.getReport>

export const reportQuery = (storeId: string, { from, to }: Period) => ({
  queryKey: ['owner', storeId, 'report', from, to],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getReport>('GET /v1/stores/:storeId/report', {
        params: { storeId },
        query: { from, to },
        signal,
      }),
    ),
})
