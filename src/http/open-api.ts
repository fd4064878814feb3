import type { TSchema } from 'typebox'
import { keyNotAllowed, keyUnknown } from '../accounts/api-keys/rules.ts'
import { notAllowed, notSignedIn } from '../accounts/rules.ts'
import { sessionCookie } from '../accounts/sessions.ts'
import { type Endpoint, waysTo } from '../kernel/endpoint.ts'
import type { ProblemType } from '../kernel/problem.ts'
import { keyInFlight, keyMissing, keyReused } from '../postgres/once.ts'
import type { Server } from './edge.ts'
import * as rules from './rules.ts'

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
  const paths: Record<string, Record<string, object>> = {}
  const ways = endpoints.flatMap((endpoint) =>
    waysTo(endpoint).map((way) => ({ ...endpoint, ...way })),
  )
  for (const endpoint of ways) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][endpoint.method.toLowerCase()] = operation(endpoint, publicUrl)
  }
  const tags = [...new Set(ways.map(({ path }) => tagOf(path)))].sort()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jari',
      version: '1',
      summary: 'Sells scarce places, never twice.',
      description:
        'Claim a place, pay while it is kept for you, and it is yours. Instants are RFC 3339, ' +
        'money is whole minor units beside an ISO 4217 currency. What goes wrong is an ' +
        '`application/problem+json` (RFC 9457) whose `type` never changes.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: tags.map((name) => ({ name, description: `Everything about ${name}.` })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie(publicUrl) },
        bearer: { type: 'http', scheme: 'bearer' },
        ...(endpoints.some(({ scope }) => scope) && { apiKey }),
      },
      schemas: { Problem },
    },
  }
}

function operation(endpoint: Endpoint, publicUrl: string): object {
  const { method, path, summary, scope, once, params, query, body, answer } = endpoint
  return {
    operationId: operationId(method, path),
    summary,
    ...(scope && { description: `An API key with the scope \`${scope}\` may call this, too.` }),
    tags: [tagOf(path)],
    security: securityOf(endpoint),
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', query),
      ...(once ? [{ ...idempotencyKey, required: once === true }] : []),
    ],
    ...(body && {
      requestBody: { required: true, content: { [mediaTypeOf(body)]: { schema: body } } },
    }),
    responses: {
      200: {
        description: 'Done.',
        content: { [mediaTypeOf(answer)]: { schema: answer } },
      },
      ...problemResponses(endpoint, publicUrl),
    },
  }
}

const apiKey = {
  type: 'apiKey',
  in: 'header',
  name: 'X-API-Key',
  description:
    'A key of a service, made by an owner; it may call what its scopes allow. ' +
    '`Authorization: Bearer jari_…` does the same.',
}

/** Any one of these authenticates. The entries of `apiKey` are the scopes it needs. */
function securityOf({ role, scope }: Endpoint): object[] {
  const people = role === 'anyone' ? [] : [{ session: [] }, { bearer: [] }]
  if (!scope) return people
  return [...(role === 'anyone' ? [{}] : people), { apiKey: [scope] }]
}

/** The declared media type; else JSON, or bytes for a schema without a type. */
function mediaTypeOf(schema: TSchema & { readonly contentMediaType?: string }): string {
  if (schema.contentMediaType) return schema.contentMediaType
  const isJson = ['type', 'anyOf', 'enum'].some((word) => word in schema)
  return isJson ? 'application/json' : 'application/octet-stream'
}

function parametersOf(place: 'path' | 'query', shape: Endpoint['params']): object[] {
  const { properties = {}, required = [] } = shape ?? {}
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: (required as readonly string[]).includes(name),
    schema,
  }))
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Chosen by the client, new for each intent: a repeat gets the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

/** One response a status, listing the problems that have it. */
function problemResponses(endpoint: Endpoint, publicUrl: string): object {
  const found = new Set<ProblemType<never>>([
    rules.malformed,
    ...(endpoint.once ? [keyMissing, keyInFlight, keyReused] : []),
    ...(endpoint.role === 'anyone' ? [] : [notSignedIn]),
    ...(endpoint.role === 'anyone' || endpoint.role === 'customer' ? [] : [notAllowed]),
    ...(endpoint.scope ? [keyUnknown, keyNotAllowed] : []),
    ...endpoint.problems,
    rules.tooManyRequests,
  ])
  const byStatus = Map.groupBy(found, rules.statusFor)
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      status,
      {
        description: types.map(({ type, title }) => `\`${type}\`: ${title.en}`).join(' '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(
              types.map((is) => [is.type, { value: example(is, status, publicUrl) }]),
            ),
          },
        },
      },
    ]),
  )
}

const example = ({ type, title }: ProblemType<never>, status: number, publicUrl: string) => ({
  type: `${publicUrl}/problems/${type}`,
  title: title.en,
  titles: title,
  status,
  instance: 'req_0f3a61c27b5e1',
})

const Problem = {
  type: 'object',
  description: 'An error. Problem types may add members of their own.',
  required: ['type', 'title', 'titles', 'status', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'The type of problem; it never changes.' },
    title: { type: 'string', description: 'In the requested language: Korean or English.' },
    titles: {
      type: 'object',
      required: ['ko', 'en'],
      properties: { ko: { type: 'string' }, en: { type: 'string' } },
    },
    status: { type: 'integer' },
    instance: { type: 'string', description: 'The id of the request.' },
    detail: { type: 'string', description: 'An explanation of this occurrence, if there is one.' },
    errors: {
      type: 'array',
      description: 'Of `malformed`: each invalid field.',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'message'],
        properties: {
          in: { enum: ['body', 'query', 'path'] },
          pointer: { type: 'string', description: 'RFC 6901.' },
          message: { type: 'string' },
        },
      },
    },
  },
}

/** The noun after `/v1`; a path from before `/v1` begins with its noun. */
const tagOf = (path: string): string => {
  const [, first = '', second] = path.split('/')
  return (first === 'v1' ? second : first) ?? 'other'
}

/** `POST /v1/restaurants/:restaurantId/bookings` is `postRestaurantsByRestaurantIdBookings`. */
const operationId = (method: string, path: string): string =>
  method.toLowerCase() +
  path
    .replace(/^\/v1/, '')
    .split('/')
    .slice(1)
    .map((part) => (part.startsWith(':') ? `By-${part.slice(1)}` : part))
    .join('-')
    .replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
