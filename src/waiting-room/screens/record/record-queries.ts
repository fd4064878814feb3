import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type RoomRecord = AnswerOf<typeof contract.getRecord>
export type Call = AnswerOf<typeof contract.listRecordCalls>['calls'][number]

export const recordQuery = (storeId: string) => ({
  queryKey: ['waiting-room', storeId, 'record'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getRecord>('GET /v1/stores/:storeId/waiting-room/record', {
        params: { storeId },
        signal,
      }),
    ),
})

/** The subjects with the numbers 0 … count-1, a page at a time. Throws what a page's request throws. */
export async function readSubjects(
  storeId: string,
  count: number,
  onPage: (read: number) => void,
): Promise<readonly string[]> {
  const subjects: string[] = []
  for (let from: number | null = 0; from !== null && subjects.length < count; ) {
    const page: AnswerOf<typeof contract.listRecordTickets> = await answerOf(
      call<typeof contract.listRecordTickets>(
        'GET /v1/stores/:storeId/waiting-room/record/tickets',
        { params: { storeId }, query: { from } },
      ),
    )
    subjects.push(...page.subjects)
    from = page.next
    onPage(Math.min(count, subjects.length))
  }
  return subjects.slice(0, count)
}

/** All calls of the room so far, in order. */
export async function readCalls(storeId: string): Promise<readonly Call[]> {
  const calls: Call[] = []
  for (let from: number | null = 0; from !== null; ) {
    const page: AnswerOf<typeof contract.listRecordCalls> = await answerOf(
      call<typeof contract.listRecordCalls>('GET /v1/stores/:storeId/waiting-room/record/calls', {
        params: { storeId },
        query: { from },
      }),
    )
    calls.push(...page.calls)
    from = page.next
  }
  return calls
}
