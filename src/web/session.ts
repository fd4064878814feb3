import type * as accounts from '../accounts/contract.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import type { QueryClient } from './cache.ts'
import { answerOf, call } from './call.ts'
import { useQuery } from './query.ts'

export type Me = AnswerOf<typeof accounts.getMe>

export const meQuery = {
  queryKey: ['me'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answerOf(call<typeof accounts.getMe>('GET /v1/me', { signal })),
  staleTime: 60_000,
}

/** The signed-in account: undefined while loading, null when nobody is signed in. */
export const useMe = (): Me | undefined => useQuery(meQuery).data

/** The account changed: nothing fetched for the last one may stay. */
export async function someoneElse(client: QueryClient): Promise<void> {
  client.forgetAllBut(([first]) => first === meQuery.queryKey[0])
  await client.fetchQuery({ ...meQuery, staleTime: 0 })
}

/** A sandbox offers demo accounts. */
export const isSandbox = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name=jari-sandbox]')?.content === 'true'
