import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { google } from './google.ts'
import type { IdentityProvider } from './provider.ts'

// A provider whose tokens are wrong, each in one way.

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const visit = {
  ...{ state: 'state', nonce: 'nonce', verifier: 'verifier' },
  redirectUri: 'http://localhost:4000/sign-in/google',
}
const server = fastify()
let issuer = ''
let idToken = ''
let documentIssuer = ''
let provider: IdentityProvider
beforeAll(async () => {
  server.addContentTypeParser('application/x-www-form-urlencoded', (_, body, done) => {
    body.resume().on('end', () => done(null))
  })
  server.get('/.well-known/openid-configuration', () => ({
    issuer: documentIssuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/certs`,
  }))
  server.get('/certs', () => ({
    keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
  }))
  server.post('/token', () => ({ access_token: 'one', id_token: idToken }))
  issuer = await server.listen({ host: '127.0.0.1', port: 0 })
  documentIssuer = issuer
  provider = google({ issuer, clientId: 'us', clientSecret: 'secret' })
})
afterAll(() => server.close())

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(
  claims: object = {},
  { key = own.privateKey, header = {} }: { key?: KeyObject; header?: object } = {},
): string {
  const now = Math.floor(Date.now() / 1000)
  const right = { iss: issuer, aud: 'us', sub: '7', nonce: 'nonce', iat: now, exp: now + 60 }
  const text = `${part({ alg: 'RS256', kid: 'one', ...header })}.${part({ ...right, ...claims })}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const identify = (token: string) => {
  idToken = token
  return provider.identify('code', visit)
}

test('a token that is signed, for us and of this visit says who somebody is', async () => {
  const claims = { email: 'A@Gmail.com', email_verified: true, name: '이구름' }
  expect(await identify(tokenOf(claims))).toEqual({
    ...{ subject: '7', email: 'a@gmail.com', isVerified: true, name: '이구름' },
  })
  expect(await identify(tokenOf({ email: 'no address', email_verified: true }))).toEqual({
    ...{ subject: '7', email: null, isVerified: false, name: null },
  })
})

test.each([
  ['of another issuer', () => tokenOf({ iss: 'https://evil.example' })],
  ['for another client', () => tokenOf({ aud: 'them' })],
  ['that has expired', () => tokenOf({ exp: 1 })],
  ['of another visit', () => tokenOf({ nonce: 'other' })],
  ['without a nonce', () => tokenOf({ nonce: undefined })],
  ['of nobody', () => tokenOf({ sub: undefined })],
  ['signed by a stranger', () => tokenOf({}, { key: foreign.privateKey })],
  ['with an unknown key', () => tokenOf({}, { header: { kid: 'two' } })],
  [
    'that is not signed',
    () =>
      `${tokenOf({}, { header: { alg: 'none' } })
        .split('.')
        .slice(0, 2)
        .join('.')}.`,
  ],
  ['that is none', () => 'text'],
  ['that is missing', () => ''],
])('a token %s is refused', async (_what, make) => {
  expect(await identify(make())).toBe('refused')
})

test('a discovery document of another issuer is not followed', async () => {
  documentIssuer = 'https://evil.example'
  const other = google({ issuer, clientId: 'us', clientSecret: 'secret' })
  expect(await other.startUrl(visit)).toBe('unavailable')
})
