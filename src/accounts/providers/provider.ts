/** Who signs people in besides us. */
export const providerNames = ['kakao', 'naver', 'google'] as const
export type ProviderName = (typeof providerNames)[number]

/** Who somebody is, as a provider says. */
export interface Identity {
  /** Never changes, and is nobody else's. E-mail addresses do change hands. */
  readonly subject: string
  /** Null: the person does not share it, or it is no address. */
  readonly email: string | null
  /** The provider vouches that it is the person's today. */
  readonly isVerified: boolean
  /** To be proposed, never kept unasked. */
  readonly name: string | null
}

/**
 * Why there is no identity: the code is not right or was used, the person has left the provider, or it does not
 * answer as it should.
 */
export type Fault = 'refused' | 'gone' | 'unavailable'

/** What one visit to a provider is recognised by. */
export interface Visit {
  readonly state: string
  readonly nonce: string
  /** Of PKCE, where the provider has it. */
  readonly verifier: string
  readonly redirectUri: string
}

/** The port of providers. An adapter translates the wire format, has no state but keys and decides nothing. */
export interface IdentityProvider {
  readonly name: ProviderName
  /** Where the person is sent. */
  startUrl(visit: Visit): Promise<URL | Fault>
  /** Exchanges the code that a visit brought; once. */
  identify(code: string, visit: Visit): Promise<Identity | Fault>
}

/** In the order in which they are offered. */
export type Providers = ReadonlyMap<ProviderName, IdentityProvider>

export const isFault = (answer: unknown): answer is Fault => typeof answer === 'string'
