import type { TSchema } from 'typebox'
import { sessionCookie } from '../../accounts/sessions.ts'
import { type Endpoint, type Way, waysTo } from '../../kernel/endpoint.ts'
import type { Server } from '../edge.ts'
import { Components, type Schema } from './components.ts'
import { exampleOf } from './example.ts'
import { type HeaderName, headers, headersOf } from './headers.ts'
import { Problem, problemResponses } from './problems.ts'

/** `/openapi.json`, generated from the served contracts. */
export function openApi(server: Server): void {
  let text: string | undefined
  server.get('/openapi.json', { config: { role: 'anyone' } }, (_request, reply) => {
    const { served, engine } = server.edge
    text ??= JSON.stringify(describe(served, engine.publicUrl))
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(text)
  })
}

/** The OpenAPI 3.1 document of these endpoints. */
export function describe(endpoints: readonly Endpoint[], publicUrl: string): object {
  const components = new Components()
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints)
    for (const way of waysTo(endpoint)) {
      const path = way.path.replaceAll(/:(\w+)/g, '{$1}')
      paths[path] ??= {}
      paths[path][way.method.toLowerCase()] = operation(endpoint, way, components)
    }
  const tags = new Set(endpoints.flatMap(waysTo).map(({ path }) => tagOf(path)))
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/', description: 'This server' }],
    tags: [...tags].sort().map((name) => ({ name, description: `Everything about ${name}.` })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie(publicUrl) },
        bearer: { type: 'http', scheme: 'bearer' },
        ...(endpoints.some(({ scope }) => scope) && { apiKey }),
      },
      headers,
      examples: components.examples,
      responses: components.responses,
      schemas: { Problem, ...components.schemas },
    },
  }
}

const info = {
  title: 'Jari',
  version: '1',
  summary: 'Sells scarce places, never twice.',
  description:
    'Claim a place, pay while it is kept for you, and it is yours. Instants are RFC 3339 in UTC, ' +
    'dates and times of day are in the time zone of the store, money is whole minor units beside ' +
    'an ISO 4217 currency. What goes wrong is an `application/problem+json` (RFC 9457) whose ' +
    '`code` never changes. Clients ignore members that they do not know.',
  license: { name: 'MIT', identifier: 'MIT' },
}

/** Browsers send it as a cookie. */
const waitingToken = {
  name: 'Waiting-Token',
  in: 'header',
  required: false,
  description:
    'The token of the store’s waiting room, if it has one: a pass, or where you wait a ticket.',
  schema: { type: 'string', maxLength: 100 },
}

const proofOfWork = {
  name: 'Proof-Of-Work',
  in: 'header',
  required: false,
  description:
    'After `proof-needed`: the answer to its challenge, as `{"challenge":…,"solution":{"counter":…,"derivedKey":"…"}}` ' +
    'in Base64. The solution is the lowest `counter` from 0 for which PBKDF2-HMAC-SHA-256 of the password ' +
    '`nonce` ‖ `counter` (4 bytes, big-endian), with `salt`, `cost` iterations and `keyLength` bytes, begins with `keyPrefix`; ' +
    'nonce, salt and keys are hexadecimal.',
  schema: { type: 'string', maxLength: 4000 },
}

function operation(endpoint: Endpoint, way: Way, components: Components): object {
  const { summary, description, right, scope, once, params, query, body } = endpoint
  const takesToken = endpoint.behindRoomOf !== undefined || endpoint.takesWaitingToken
  const name = way.name.charAt(0).toUpperCase() + way.name.slice(1)
  return {
    operationId: way.name,
    summary,
    ...describing(
      description,
      right && `Staff of the store may call this, too, who are at least \`${right}\`.`,
      scope && `An API key with the scope \`${scope}\` may call this, too.`,
    ),
    tags: [tagOf(way.path)],
    security: securityOf(endpoint),
    parameters: [
      ...parametersOf('path', params, components),
      ...parametersOf('query', query, components),
      ...(once ? [{ ...idempotencyKey, required: once === true }] : []),
      ...(takesToken ? [waitingToken] : []),
      ...(endpoint.proof ? [proofOfWork] : []),
    ],
    ...(body && {
      requestBody: {
        required: !isNullable(body),
        content: contentOf(body, `${name}Body`, components),
      },
    }),
    responses: {
      [endpoint.socket ? 101 : way.status]: {
        description: outcomeOf(endpoint, way),
        headers: headersOf(...successHeaders(endpoint, way)),
        content: contentOf(endpoint.answer, `${name}Answer`, components),
      },
      ...problemResponses(endpoint, components),
    },
  }
}

function outcomeOf({ socket }: Endpoint, { status }: Way): string {
  if (socket) return 'A WebSocket: each of its text messages is of this shape.'
  return status === 201 ? 'Made.' : 'Done.'
}

const describing = (...texts: readonly (string | undefined)[]) => {
  const description = texts.filter((text) => text !== undefined).join('\n\n')
  return description === '' ? {} : { description }
}

const successHeaders = ({ once }: Endpoint, { creates }: Way): HeaderName[] => [
  ...(once ? (['Idempotent-Replayed'] as const) : []),
  ...(creates ? (['Location'] as const) : []),
]

const apiKey = {
  type: 'apiKey',
  in: 'header',
  name: 'X-API-Key',
  description:
    'A key of a service, made by an owner; it may call what its scopes allow. ' +
    '`Authorization: Bearer jari_…` does the same.',
}

/**
 * Any one of these authenticates; an empty one: nobody needs to, but who does is answered as
 * themselves. The entries of `apiKey` are the scopes it needs.
 */
const securityOf = ({ role, scope }: Endpoint): object[] => [
  ...(role === 'anyone' ? [{}] : []),
  { session: [] },
  { bearer: [] },
  ...(scope ? [{ apiKey: [scope] }] : []),
]

const isNullable = (schema: TSchema): boolean =>
  ((schema as { anyOf?: { type?: string }[] }).anyOf ?? []).some(({ type }) => type === 'null')

/** A body or an answer; an object that has no name gets this one. */
function contentOf(schema: TSchema, name: string, components: Components): object {
  const { title, type } = schema as { title?: string; type?: string }
  const isNamed = type === 'object' && title === undefined
  const example = exampleOf(schema)
  return {
    [mediaTypeOf(schema)]: {
      schema: isNamed ? components.name(name, schema) : components.refer(schema),
      ...(example !== undefined && { example }),
    },
  }
}

/** The declared media type; else JSON, or bytes for a schema without a type. */
function mediaTypeOf(schema: TSchema & { readonly contentMediaType?: string }): string {
  if (schema.contentMediaType) return schema.contentMediaType
  const isJson = ['type', 'anyOf', 'enum'].some((word) => word in schema)
  return isJson ? 'application/json' : 'application/octet-stream'
}

function parametersOf(
  place: 'path' | 'query',
  shape: Endpoint['params'],
  components: Components,
): object[] {
  const { properties = {}, required = [] } = shape ?? {}
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: (required as readonly string[]).includes(name),
    ...describedBy(schema),
    schema: components.refer(schema),
  }))
}

const describedBy = (schema: object) => {
  const { description } = schema as Schema
  return typeof description === 'string' ? { description } : {}
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Chosen by the client, new for each intent: a repetition within 30 days gets the first answer, ' +
    'with `Idempotent-Replayed: true`.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
}

/** The noun after `/v1`; a path from before `/v1` begins with its noun. */
const tagOf = (path: string): string => {
  const [, first = '', second] = path.split('/')
  return (first === 'v1' ? second : first) ?? 'other'
}
