import type { QueryClient } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../phone/contract.ts'

/** The number that the reader has proven to have. */
export const verifiedQuery = {
  queryKey: ['me', 'verified-phone'],
  staleTime: 60_000,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    answerOf(call<typeof contract.getVerifiedPhone>('GET /v1/me/verified-phone', { signal })),
}

export const sendPhoneCode = (phone: string) =>
  call<typeof contract.sendPhoneCode>('POST /v1/me/verified-phone/code', { body: { phone } })

export async function verifyPhone(client: QueryClient, code: string) {
  const proven = await call<typeof contract.verifyPhone>('POST /v1/me/verified-phone', {
    body: { code },
  })
  if (proven.ok) client.setQueryData(verifiedQuery.queryKey, proven.answer)
  return proven
}

export async function removeVerifiedPhone(client: QueryClient) {
  const gone = await call<typeof contract.removeVerifiedPhone>('DELETE /v1/me/verified-phone', {})
  if (gone.ok) client.setQueryData(verifiedQuery.queryKey, { phone: null, verifiedAt: null })
  return gone
}
