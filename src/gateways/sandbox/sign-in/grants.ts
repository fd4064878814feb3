import { createHash, randomBytes } from 'node:crypto'

export type ProviderName = 'kakao' | 'naver' | 'google'

/** What somebody says of themselves on the page of a provider. */
export interface Person {
  readonly name: string
  readonly email: string
  /** Whether the provider vouches for the address, has not verified it, or did so once, long ago. */
  readonly address: 'verified' | 'unverified' | 'once-verified'
  /** Whether the merchant may have the address. */
  readonly sharesEmail: boolean
}

/** What goes wrong after somebody has agreed. */
export const faults = [
  'none',
  'token-500',
  'token-slow',
  'profile-500',
  'profile-slow',
  'left',
] as const
export type SignInFault = (typeof faults)[number]

/** What somebody has agreed to: a code, then a token, for one merchant. */
export interface Grant {
  readonly provider: ProviderName
  readonly clientId: string
  readonly redirectUri: string
  readonly person: Person
  readonly fault: SignInFault
  readonly nonce: string | undefined
  /** Of PKCE. */
  readonly challenge: string | undefined
}

/** Codes work once, for ten minutes; tokens as long as the sandbox runs. */
export class Grants {
  readonly #codes = new Map<string, Grant & { readonly endsAt: number }>()
  readonly #tokens = new Map<string, Grant>()

  newCode(grant: Grant): string {
    const code = randomBytes(24).toString('base64url')
    this.#codes.set(code, { ...grant, endsAt: Date.now() + 600_000 })
    return code
  }

  /** Undefined: the code is wrong, was used, or is of another merchant, page or browser. */
  takeCode(form: URLSearchParams, provider: ProviderName): Grant | undefined {
    const code = form.get('code') ?? ''
    const grant = this.#codes.get(code)
    this.#codes.delete(code)
    const { clientId, redirectUri, challenge, endsAt = 0 } = grant ?? {}
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '')
    const isRight =
      grant?.provider === provider &&
      endsAt > Date.now() &&
      clientId === form.get('client_id') &&
      form.get('client_secret') === `sandbox-secret-of-${provider}` &&
      (provider === 'naver' || redirectUri === form.get('redirect_uri')) &&
      (challenge === undefined || challenge === verifier.digest('base64url'))
    return isRight ? grant : undefined
  }

  newToken(grant: Grant): string {
    const token = randomBytes(32).toString('base64url')
    this.#tokens.set(token, grant)
    return token
  }

  grantOf(authorization: string | undefined): Grant | undefined {
    return this.#tokens.get(authorization?.replace(/^Bearer /, '') ?? '')
  }
}

/** Who somebody is there: the same for the same address, whatever else they say. */
export const subjectOf = (provider: ProviderName, { email }: Person): Buffer =>
  createHash('sha256').update(`${provider} ${email.toLowerCase()}`).digest()
