import type * as contract from '../../../accounts/guests/contract.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { useQuery } from '../../../web/query.ts'
import { sendsMail, useMe } from '../../../web/session.ts'

export type GuestContact = AnswerOf<typeof contract.getContact>

/** How a guest is reached; null until they say so. */
export const contactQuery = {
  queryKey: ['contact'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getContact>('GET /v1/me/contact', { signal })),
}

/** Of whoever books without an account, where this site sends mails; undefined for all others. */
export function useGuestContact(): { readonly email: string } | undefined {
  const isGuest = (useMe()?.isGuest ?? false) && sendsMail()
  const { data } = useQuery({ ...contactQuery, enabled: isGuest })
  return isGuest && data !== undefined ? { email: data?.email ?? '' } : undefined
}

/**
 * @param email null: nothing is sent any more
 * @param phone null: the number that is kept stays
 */
export const keepContact = (email: string | null, phone: string | null) =>
  call<typeof contract.keepContact>('PUT /v1/me/contact', { body: { email, phone } })
