import type { AnswerOf, BodyOf } from '../../kernel/endpoint.ts'
import type { Asking, QueryClient } from '../../web/cache.ts'
import { answerOf, call, type Result } from '../../web/call.ts'
import { meQuery } from '../../web/session.ts'
import type * as contract from '../contract.ts'
import type { TextKind } from '../kind-rules.ts'

export type TermsTexts = AnswerOf<typeof contract.listTexts>
export type TermsWords = AnswerOf<typeof contract.getText>
export type Operator = AnswerOf<typeof contract.getOperator>
export type Accepted = BodyOf<typeof contract.acceptTexts>['accepted']

const MINUTE = 60_000

export const textsQuery = {
  queryKey: ['terms'],
  staleTime: MINUTE,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listTexts>('GET /v1/terms', { signal })),
}

export const textQuery = (kind: TextKind, version?: number) => ({
  queryKey: ['terms', kind, `${version ?? 'current'}`],
  staleTime: MINUTE,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getText>('GET /v1/terms/:kind', {
        params: { kind },
        query: version === undefined ? {} : { version },
        signal,
      }),
    ),
})

export const acceptancesQuery = {
  queryKey: ['acceptances'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.listAcceptances>('GET /v1/me/acceptances', { signal })),
}

export const operatorQuery = {
  queryKey: ['operator'],
  staleTime: 10 * MINUTE,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getOperator>('GET /v1/operator', { signal })),
}

/** What must be accepted, in the versions that the texts on this page have. */
export const requiredOf = ({ data }: TermsTexts): Accepted =>
  data
    .filter(({ isRequired }) => isRequired)
    .map(({ kind, version }) => ({ kind: kind as Accepted[number]['kind'], version }))

/** Accepts, and learns that nothing is missing any more. */
export async function acceptTexts(
  client: QueryClient,
  accepted: Accepted,
): Promise<Result<unknown>> {
  const sent = await call<typeof contract.acceptTexts>('POST /v1/me/acceptances', {
    body: { accepted },
  })
  if (sent.ok) {
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    void client.invalidateQueries({ queryKey: acceptancesQuery.queryKey })
  }
  return sent
}

/** Of a guest, who has read the sentence above the button (`GuestTerms`). */
export async function acceptAsGuest(client: QueryClient): Promise<Result<unknown>> {
  const me = await client.fetchQuery(meQuery)
  if (!me?.mustAccept) return { ok: true, answer: null }
  return acceptTexts(client, requiredOf(await client.fetchQuery(textsQuery)))
}
