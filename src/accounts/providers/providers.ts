import { google } from './google.ts'
import { kakao } from './kakao.ts'
import { loginKeySets } from './key-names.ts'
import { naver } from './naver.ts'
import type { IdentityProvider, ProviderName, Providers } from './provider.ts'
import type { ProviderKeys } from './wire.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Providers that have keys in the environment, at their production addresses. */
export const providersOf = (environment: Environment): Providers =>
  byName(
    [
      keyed(environment, 'kakao', (keys) =>
        kakao({ ...keys, authUrl: 'https://kauth.kakao.com', apiUrl: 'https://kapi.kakao.com' }),
      ),
      keyed(environment, 'naver', (keys) =>
        naver({ ...keys, authUrl: 'https://nid.naver.com', apiUrl: 'https://openapi.naver.com' }),
      ),
      keyed(environment, 'google', (keys) =>
        google({ ...keys, issuer: 'https://accounts.google.com' }),
      ),
    ].flatMap((provider) => provider ?? []),
  )

const byName = (providers: readonly IdentityProvider[]): Providers =>
  new Map(providers.map((provider) => [provider.name, provider]))

function keyed(
  environment: Environment,
  name: ProviderName,
  make: (keys: ProviderKeys) => IdentityProvider,
): IdentityProvider | undefined {
  const [id, secret] = loginKeySets[name]
  const [clientId, clientSecret] = [environment[id], environment[secret]]
  return clientId && clientSecret ? make({ clientId, clientSecret }) : undefined
}

/** Every provider as a sandbox plays it; each host is a folder there. */
export function providersAt(
  sandboxUrl: string,
  { timeoutMs }: { readonly timeoutMs?: number } = {},
): Providers {
  const keys = (name: ProviderName): ProviderKeys => ({
    clientId: `sandbox-${name}`,
    clientSecret: `sandbox-secret-of-${name}`,
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
  const at = (host: string) => `${sandboxUrl}/${host}`
  return byName([
    kakao({ ...keys('kakao'), authUrl: at('kauth.kakao.com'), apiUrl: at('kapi.kakao.com') }),
    naver({ ...keys('naver'), authUrl: at('nid.naver.com'), apiUrl: at('openapi.naver.com') }),
    google({ ...keys('google'), issuer: at('accounts.google.com') }),
  ])
}

/** With keys a provider is real, in a sandbox too. */
export const providersFor = (environment: Environment, sandboxUrl: string | undefined): Providers =>
  new Map([...(sandboxUrl ? providersAt(sandboxUrl) : []), ...providersOf(environment)])
