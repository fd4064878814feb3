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

/** Who reads this page: undefined while asking, null when nobody is signed in. */
export const useMe = (): Me | undefined => useQuery(meQuery).data

/** Somebody came or went: nothing that was fetched for the one before may stay. */
export async function someoneElse(client: QueryClient): Promise<void> {
  client.forgetAllBut(([first]) => first === meQuery.queryKey[0])
  await client.fetchQuery({ ...meQuery, staleTime: 0 })
}

/** Whether this is the sandbox, where demo accounts may be offered. */
export const isSandbox = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name=jari-sandbox]')?.content === 'true'
