import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { useQueryClient } from '../../../web/query.ts'
import type * as contract from '../contract.ts'

export type Team = AnswerOf<typeof contract.getTeam>
export type Member = Team['staff'][number]
export type Invited = Team['invitations'][number]
export type Acts = AnswerOf<typeof contract.listActs>

export const teamQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'staff'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getTeam>('GET /v1/stores/:storeId/staff', {
        params: { storeId },
        signal,
      }),
    ),
})

export const actsQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'staff', 'acts'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.listActs>('GET /v1/stores/:storeId/staff-acts', {
        params: { storeId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: Acts) => nextCursor,
})

/** The team has changed, and so have its acts. */
export function useRefreshTeam(storeId: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries(teamQuery(storeId))
}

/** What the link of an invitation offers. */
export const invitationQuery = (token: string) => ({
  queryKey: ['staff-invitation', token],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.showInvitation>('POST /v1/staff-invitations/look-up', {
        body: { token },
        signal,
      }),
    ),
})
