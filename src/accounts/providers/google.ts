import { createAuthorizationURL, validateToken } from 'better-auth/oauth2'
import type { Fault, Identity, IdentityProvider } from './provider.ts'
import { ask, emailIn, exchangeCode, type Members, type ProviderKeys, textIn } from './wire.ts'

/** Where Google's addresses are, as its discovery document says. */
interface Discovered {
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly keysUrl: string
}

/** https://developers.google.com/identity/openid-connect/openid-connect */
export function google(keys: ProviderKeys & { readonly issuer: string }): IdentityProvider {
  let known: Discovered | undefined
  const discover = async (): Promise<Discovered | Fault> => {
    if (known) return known
    const found = await discovered(keys)
    if (typeof found !== 'string') known = found
    return found
  }
  return {
    name: 'google',
    async startUrl({ state, nonce, verifier, redirectUri }) {
      const found = await discover()
      if (typeof found === 'string') return found
      return createAuthorizationURL({
        id: 'google',
        options: keys,
        authorizationEndpoint: found.authorizeUrl,
        state,
        codeVerifier: verifier,
        scopes: ['openid', 'email', 'profile'],
        redirectURI: redirectUri,
        additionalParams: { nonce },
      })
    },
    async identify(code, visit) {
      const found = await discover()
      if (typeof found === 'string') return found
      const more = { code_verifier: visit.verifier }
      const tokens = await exchangeCode(found.tokenUrl, keys, { code, visit, more })
      if (typeof tokens === 'string') return tokens
      const claims = await claimsIn(textIn(tokens.id_token) ?? '', found.keysUrl, keys)
      if (typeof claims === 'string') return claims
      return claims.nonce === visit.nonce ? identityIn(claims) : 'refused'
    },
  }
}

/** The document names its issuer; any other may name any address. */
async function discovered({
  issuer,
  timeoutMs,
}: ProviderKeys & { readonly issuer: string }): Promise<Discovered | Fault> {
  const reply = await ask(`${issuer}/.well-known/openid-configuration`, { timeoutMs })
  if (typeof reply === 'string') return reply
  const { body } = reply
  const [authorizeUrl, tokenUrl, keysUrl] = [
    textIn(body.authorization_endpoint),
    textIn(body.token_endpoint),
    textIn(body.jwks_uri),
  ]
  if (body.issuer !== issuer || !authorizeUrl || !tokenUrl || !keysUrl) return 'unavailable'
  return { authorizeUrl, tokenUrl, keysUrl }
}

/** What jose calls keys that it could not fetch. */
const NO_KEYS = new Set<unknown>(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'])

/** The claims of a token that is signed by this issuer, for us, and has not expired. */
async function claimsIn(
  idToken: string,
  keysUrl: string,
  { clientId, issuer }: ProviderKeys & { readonly issuer: string },
): Promise<Members | Fault> {
  try {
    const issuers = [issuer, issuer.replace(/^https:\/\//, '')] // Google writes both
    const { payload } = await validateToken(idToken, keysUrl, {
      audience: clientId,
      issuer: issuers,
    })
    return payload
  } catch (error) {
    const { code } = error as { code?: unknown }
    const isTheirs = error instanceof TypeError || NO_KEYS.has(code)
    return isTheirs ? 'unavailable' : 'refused'
  }
}

/**
 * Google vouches for addresses that it hosts: `…@gmail.com`, and those of a Workspace domain (`hd`). Any other was
 * verified once, and may be somebody else's today.
 * https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 */
function identityIn(claims: Members): Identity | Fault {
  const subject = textIn(claims.sub)
  if (subject === null) return 'refused'
  const email = emailIn(claims.email)
  const isHosted = email !== null && (email.endsWith('@gmail.com') || textIn(claims.hd) !== null)
  return {
    subject,
    email,
    isVerified: isHosted && claims.email_verified === true,
    name: textIn(claims.name),
  }
}
