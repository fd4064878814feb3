import { createAuthorizationURL } from 'better-auth/oauth2'
import type { Fault, Identity, IdentityProvider } from './provider.ts'
import { ask, emailIn, exchangeCode, membersIn, type ProviderKeys, textIn } from './wire.ts'

/**
 * https://developers.naver.com/docs/login/api/api.md and …/profile/profile.md. Its errors have status 200. Its
 * address is the one that a member has entered for contact: nothing says that it is verified.
 */
export function naver(
  keys: ProviderKeys & { readonly authUrl: string; readonly apiUrl: string },
): IdentityProvider {
  return {
    name: 'naver',
    startUrl: ({ state, redirectUri }) =>
      createAuthorizationURL({
        id: 'naver',
        options: keys,
        authorizationEndpoint: `${keys.authUrl}/oauth2.0/authorize`,
        state,
        redirectURI: redirectUri,
      }),
    async identify(code, visit) {
      const more = { state: visit.state }
      const tokens = await exchangeCode(`${keys.authUrl}/oauth2.0/token`, keys, {
        ...{ code, visit, more },
      })
      if (typeof tokens === 'string') return tokens
      const reply = await ask(`${keys.apiUrl}/v1/nid/me`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
        timeoutMs: keys.timeoutMs,
      })
      return typeof reply === 'string' ? reply : identityIn(reply.body)
    },
  }
}

/** 024: a token that was given a moment ago is not accepted, because the person has left or disconnected us. */
function identityIn({ resultcode, response }: Readonly<Record<string, unknown>>): Identity | Fault {
  if (resultcode === '024') return 'gone'
  const { id, email, name, nickname } = membersIn(response)
  const subject = textIn(id)
  if (resultcode !== '00' || subject === null) return 'refused'
  return {
    subject,
    email: emailIn(email),
    isVerified: false,
    name: textIn(name) ?? textIn(nickname),
  }
}
