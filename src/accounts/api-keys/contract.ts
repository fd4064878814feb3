import { type TSchema, Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, Line, Nothing, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import * as rules from './rules.ts'

const Name = Line({ most: 60 })
/** The scopes depend on the front doors: `apiKeyRoutes` passes them. */
export const scopesOf = <Name extends TSchema>(name: Name) =>
  Type.Array(name, { minItems: 1, uniqueItems: true })
const Words = Shape({ ko: Type.String(), en: Type.String() }, 'Words')

export const ApiKeyView = Shape(
  {
    id: Uuid,
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    state: Type.Enum(['live', 'expired', 'revoked']),
    createdAt: Instant,
    /** To the minute. */
    lastUsedAt: OrNull(Instant),
    expiresAt: OrNull(Instant),
    revokedAt: OrNull(Instant),
  },
  'ApiKey',
)

export const listApiKeys = endpoint({
  name: 'listApiKeys',
  method: 'GET',
  path: '/v1/me/api-keys',
  summary: 'Your API keys; revoked and expired ones are listed for 30 days',
  role: 'owner',
  exported: 'apiKeys',
  answer: Shape({
    data: Type.Array(ApiKeyView),
    /** Scopes that a key may have. */
    scopes: Type.Array(Shape({ scope: Type.String(), title: Words, does: Words })),
  }),
  problems: [],
})

/** Under an idempotency key the answer is stored sealed: the secret is in it. */
export const makeApiKey = endpoint({
  name: 'makeApiKey',
  method: 'POST',
  path: '/v1/me/api-keys',
  summary: 'Make an API key; its secret is in this answer and never shown again',
  role: 'owner',
  noted: 'key-made',
  creates: '',
  once: 'optional',
  body: Shape({
    name: Name,
    scopes: scopesOf(Type.String()),
    expiresInDays: Type.Optional(OrNull(Type.Integer({ minimum: 1, maximum: 366 }))),
  }),
  answer: Shape({ key: ApiKeyView, secret: Type.String() }),
  problems: [rules.tooManyKeys],
})

export const revokeApiKey = endpoint({
  name: 'revokeApiKey',
  method: 'DELETE',
  path: '/v1/me/api-keys/:keyId',
  summary: 'Revoke an API key: services that use it are refused from now on',
  role: 'owner',
  noted: 'key-revoked',
  params: Shape({ keyId: Uuid }),
  answer: Nothing,
  problems: [rules.apiKeyMissing],
})
