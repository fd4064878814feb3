import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Grant, type Grants, subjectOf } from './grants.ts'
import { broken, type FormRequest, formOf } from './routes.ts'

const KEY_ID = 'sandbox'

/** https://developers.google.com/identity/openid-connect/openid-connect, with keys of its own. */
export function googleRoutes(server: FastifyInstance, grants: Grants, url: () => string): void {
  let pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined
  const keys = () => {
    pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    return pair
  }
  const issuer = () => `${url()}/accounts.google.com`
  server.get('/accounts.google.com/.well-known/openid-configuration', () => ({
    issuer: issuer(),
    authorization_endpoint: `${issuer()}/o/oauth2/v2/auth`,
    token_endpoint: `${url()}/oauth2.googleapis.com/token`,
    jwks_uri: `${url()}/www.googleapis.com/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['plain', 'S256'],
  }))
  server.get('/www.googleapis.com/oauth2/v3/certs', () => ({
    keys: [
      { ...keys().publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' },
    ],
  }))
  server.post<FormRequest>('/oauth2.googleapis.com/token', (request, reply) => {
    const grant = grants.takeCode(formOf(request), 'google')
    if (!grant)
      return reply.code(400).send({ error: 'invalid_grant', error_description: 'Bad Request' })
    if (grant.fault === 'left')
      return reply
        .code(400)
        .send({ error: 'invalid_grant', error_description: 'Account has been deleted' })
    if (broken(reply, grant, 'token') || broken(reply, grant, 'profile')) return reply
    return reply.send({
      access_token: grants.newToken(grant),
      expires_in: 3_599,
      scope: 'openid https://www.googleapis.com/auth/userinfo.email',
      token_type: 'Bearer',
      id_token: signed(claimsOf(grant, issuer()), keys().privateKey),
    })
  })
}

/** `hd` is a Workspace domain: without it, and not at gmail.com, the address was verified once at most. */
function claimsOf({ clientId, person, nonce }: Grant, issuer: string) {
  const now = Math.floor(Date.now() / 1000)
  const [, domain] = person.email.split('@')
  const isHosted = person.address === 'verified' && domain !== 'gmail.com'
  return {
    iss: issuer,
    azp: clientId,
    aud: clientId,
    sub: BigInt(`0x${subjectOf('google', person).toString('hex').slice(0, 16)}`).toString(),
    ...(person.sharesEmail && {
      email: person.email,
      email_verified: person.address !== 'unverified',
      ...(isHosted && { hd: domain }),
    }),
    ...(nonce !== undefined && { nonce }),
    name: person.name,
    iat: now,
    exp: now + 3_600,
  }
}

/** A JSON Web Token (RFC 7515) with RS256. */
function signed(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
