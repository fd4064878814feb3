import type * as accounts from '../accounts/contract.ts'
import type * as guests from '../accounts/guests/contract.ts'
import type { ProviderName } from '../accounts/providers/provider.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import { accountChanged } from './account-change.ts'
import type { QueryClient } from './cache.ts'
import { answerOf, call, type Result } from './call.ts'
import { useQuery } from './query.ts'

export type Me = AnswerOf<typeof accounts.getMe>

export const meQuery = {
  queryKey: ['me'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answerOf(call<typeof accounts.getMe>('GET /v1/me', { signal })),
  staleTime: 60_000,
}

/** The signed-in account, or a guest: undefined while loading, null when nobody is signed in. */
export const useMe = (): Me | undefined => useQuery(meQuery).data

/** Something of the reader's account changed; where they work stays. */
export const updateMe = (
  client: QueryClient,
  account: AnswerOf<typeof accounts.becomeOwner>,
): void => client.entry<Me>(meQuery.queryKey).patch((known) => known && { ...known, ...account })

/** The account changed: nothing fetched for the last one may stay. */
export async function someoneElse(client: QueryClient): Promise<void> {
  accountChanged()
  client.forgetAllBut(([first]) => first === meQuery.queryKey[0])
  await client.fetchQuery({ ...meQuery, staleTime: 0 })
}

let becoming: Promise<Result<unknown>> | undefined

/** Goes on as a guest, unless somebody is signed in; two parts of a page that ask at once get one guest. */
export function becomeGuest(client: QueryClient): Promise<Result<unknown>> {
  becoming ??= makeGuest(client).finally(() => {
    becoming = undefined
  })
  return becoming
}

async function makeGuest(client: QueryClient): Promise<Result<unknown>> {
  const made = await call<typeof guests.signInAsGuest>('POST /v1/auth/sign-in/anonymous', {})
  if (made.ok) await someoneElse(client)
  return made
}

/**
 * Where this site is, if this page was opened at another address: there nobody can sign in, because
 * the server refuses requests of other sites.
 */
export function addressElsewhere(): string | undefined {
  const own = document.querySelector<HTMLMetaElement>('meta[name=jari-address]')?.content
  return own && own !== location.origin ? own : undefined
}

/** Where faults of security are reported, as a URI. */
export const securityContact = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name=jari-security-contact]')?.content || undefined

const isTrue = (name: string): boolean =>
  document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content === 'true'

/** A sandbox offers demo accounts. */
export const isSandbox = (): boolean => isTrue('jari-sandbox')

/** Who signs people in here besides us, in the order in which they are offered. */
export const offeredProviders = (): readonly ProviderName[] =>
  (document.querySelector<HTMLMetaElement>('meta[name=jari-providers]')?.content ?? '')
    .split(' ')
    .filter((name): name is ProviderName => name in { kakao: 1, naver: 1, google: 1 })

/** How many seconds at most what was let go stays away; 0: none. */
export const releaseDelaySeconds = (): number =>
  Number(document.querySelector<HTMLMetaElement>('meta[name=jari-release-delay]')?.content ?? 0)

/** Whether this site sends mails. */
export const sendsMail = (): boolean => isTrue('jari-mail')
