import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Query } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { useQuery } from '../../../web/query.ts'
import type * as contract from '../../waitlist/contract.ts'

export type Entry = AnswerOf<typeof contract.joinWaitlist>
export type DayEntry = AnswerOf<typeof contract.listStoreWaitlist>['data'][number]
export type Terms = AnswerOf<typeof contract.getWaitlistTerms>

/** All that the reader waits, or has waited, for. */
export const entriesQuery: Query<AnswerOf<typeof contract.listWaitlistEntries>> = {
  queryKey: ['waitlist'],
  queryFn: ({ signal }) =>
    answerOf(call<typeof contract.listWaitlistEntries>('GET /v1/waitlist-entries', { signal })),
}

export const termsQuery = (storeId: string): Query<Terms> => ({
  queryKey: ['waitlist-terms', storeId],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.getWaitlistTerms>('GET /v1/stores/:storeId/waitlist-terms', {
        params: { storeId },
        signal,
      }),
    ),
})

/** Whether a store keeps a waitlist; asked where something is full. */
export const useIsWaitedFor = (storeId: string, isAsked: boolean): boolean =>
  useQuery({ ...termsQuery(storeId), enabled: isAsked }).data?.isOn ?? false

export const dayEntriesQuery = (
  storeId: string,
  date: string,
): Query<AnswerOf<typeof contract.listStoreWaitlist>> => ({
  queryKey: ['owner', storeId, 'waitlist', date],
  queryFn: ({ signal }) =>
    answerOf(
      call<typeof contract.listStoreWaitlist>('GET /v1/stores/:storeId/waitlist-entries', {
        params: { storeId },
        query: { date },
        signal,
      }),
    ),
})
