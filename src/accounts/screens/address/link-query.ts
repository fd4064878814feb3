import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { linkSecret } from '../../../web/link-secret.ts'
import type * as contract from '../../address/contract.ts'

export type AccountLink = AnswerOf<typeof contract.readLink>

/** Of a mail about the account. */
export const { useSecret: useLinkToken, drop: dropLinkToken } = linkSecret('jari-account-link')

/** What a link is for, as this reader is told. */
export const linkQuery = (token: string, meId: string | undefined) => ({
  queryKey: ['account-link', token, meId ?? ''],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.readLink>('POST /v1/auth/links/look-up', { body: { token }, signal }),
    ),
})
