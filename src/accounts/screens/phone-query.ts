import type { QueryClient } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../phone/contract.ts'

/** The phone number that the reader keeps for their next booking. */
export const phoneQuery = {
  queryKey: ['me', 'phone'],
  staleTime: 300_000,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    answerOf(call<typeof contract.getPhone>('GET /v1/me/phone', { signal })),
}

export async function keepPhone(client: QueryClient, phone: string) {
  const kept = await call<typeof contract.keepPhone>('PUT /v1/me/phone', { body: { phone } })
  if (kept.ok) client.setQueryData(phoneQuery.queryKey, kept.answer)
  return kept
}

export async function forgetPhone(client: QueryClient) {
  const gone = await call<typeof contract.forgetPhone>('DELETE /v1/me/phone', {})
  if (gone.ok) client.setQueryData(phoneQuery.queryKey, { phone: null })
  return gone
}
