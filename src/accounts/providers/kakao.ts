import { createAuthorizationURL } from 'better-auth/oauth2'
import type { Fault, Identity, IdentityProvider } from './provider.ts'
import { ask, emailIn, exchangeCode, membersIn, type ProviderKeys, textIn } from './wire.ts'

/** https://developers.kakao.com/docs/latest/ko/kakaologin/rest-api */
export function kakao(
  keys: ProviderKeys & { readonly authUrl: string; readonly apiUrl: string },
): IdentityProvider {
  return {
    name: 'kakao',
    /** Without `scope`: what is asked for is set in Kakao's console, and more would be refused. */
    startUrl: ({ state, redirectUri }) =>
      createAuthorizationURL({
        id: 'kakao',
        options: keys,
        authorizationEndpoint: `${keys.authUrl}/oauth/authorize`,
        state,
        redirectURI: redirectUri,
      }),
    async identify(code, visit) {
      const tokens = await exchangeCode(`${keys.authUrl}/oauth/token`, keys, { code, visit })
      if (typeof tokens === 'string') return tokens
      const reply = await ask(`${keys.apiUrl}/v2/user/me`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
        timeoutMs: keys.timeoutMs,
      })
      return typeof reply === 'string' ? reply : identityIn(reply)
    },
  }
}

/** Codes of people who are none at the app: -101 (not connected any more), -103 (no such account). */
const GONE = new Set<unknown>([-101, -103])

/** An address counts if it is valid (still the person's) and verified; both are said apart. */
function identityIn({
  status,
  body,
}: {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}): Identity | Fault {
  if (GONE.has(body.code)) return 'gone'
  if (status !== 200 || !Number.isSafeInteger(body.id)) return 'refused'
  const account = membersIn(body.kakao_account)
  const email = emailIn(account.email)
  return {
    subject: `${body.id}`,
    email,
    isVerified:
      email !== null && account.is_email_valid === true && account.is_email_verified === true,
    name: textIn(membersIn(account.profile).nickname) ?? textIn(account.name),
  }
}
