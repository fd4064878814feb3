import { type Endpoint, waysTo } from '../../src/kernel/endpoint.ts'
import { Random, seedAt } from './random.ts'
import { edgeOf, type Known, type Shape, shapeOf, usualMembers, usualOf } from './values.ts'

export const roles = ['anyone', 'customer', 'owner', 'admin', 'service'] as const
export type Role = (typeof roles)[number]

/** An operation: one method at one path. */
export interface Operation {
  readonly endpoint: Endpoint
  readonly method: string
  readonly path: string
}

export interface EdgeRequest {
  readonly operation: Operation
  readonly role: Role
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}

/** All that can be asked, but for streams, which do not end. */
export const operationsOf = (endpoints: readonly Endpoint[]): Operation[] =>
  endpoints
    .filter(({ path }) => !path.endsWith('/live'))
    .flatMap((endpoint) => waysTo(endpoint).map(({ method, path }) => ({ endpoint, method, path })))

interface Parts {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
  headers: Record<string, string>
  raw?: string
}

/** The request at `index`: a usual one, with at most two of its parts at or beyond an edge. */
export function requestAt(
  { seed, index }: { readonly seed: number; readonly index: number },
  operations: readonly Operation[],
  known: Known,
): EdgeRequest {
  const random = new Random(seedAt(seed, index))
  const operation = random.pick(operations)
  const parts = partsOf(operation, known, random)
  parts.headers['idempotency-key'] = `edge-${seed}-${random.isOneIn(9) ? 7 : index}`
  const edges = edgesOf(operation, parts, random)
  for (let left = random.below(3); left > 0; left -= 1) random.pick(edges)()
  return { operation, role: random.pick(roles), ...written(operation, parts) }
}

/** A usual request. */
export const usualRequest = (operation: Operation, known: Known, random: Random) =>
  written(operation, partsOf(operation, known, random))

function partsOf({ endpoint }: Operation, known: Known, random: Random): Parts {
  return {
    params: usualMembers(shapeOf(endpoint.params), known, random),
    query: usualMembers(shapeOf(endpoint.query), known, random),
    body: endpoint.body && usualOf(shapeOf(endpoint.body), 'body', known, random),
    headers: {},
  }
}

/** What may be odd about a request, each as often as it has parts. */
function edgesOf({ endpoint }: Operation, parts: Parts, random: Random): (() => unknown)[] {
  const bodyOf = () => (isObject(parts.body) ? parts.body : {})
  const membersOf = (part: 'params' | 'query' | 'body', shape: Shape) =>
    Object.entries(shape.properties ?? {}).flatMap(([name, member]) => {
      const set = () => {
        const edge = { [name]: edgeOf(member, name, random) }
        Object.assign(parts, { [part]: { ...(part === 'body' ? bodyOf() : parts[part]), ...edge } })
      }
      return [set, set, set]
    })
  const queried = Object.keys(endpoint.query?.properties ?? { x: 1 })
  return [
    ...membersOf('params', shapeOf(endpoint.params)),
    ...membersOf('query', shapeOf(endpoint.query)),
    ...membersOf('body', shapeOf(endpoint.body)),
    () => Object.assign(parts.headers, random.pick(HEADERS)),
    () => Object.assign(parts.query, { surprise: random.pick(['1', '', '\ud800']) }),
    () => Object.assign(parts.query, { [random.pick(queried)]: ['1', '2'] }),
    () => Object.assign(parts, { body: { ...bodyOf(), surprise: null } }),
    () => Object.assign(parts, { body: Object.fromEntries(Object.entries(bodyOf()).slice(1)) }),
    () => Object.assign(parts, { body: random.pick([undefined, null, [], 'x', 7, true, {}]) }),
    () => Object.assign(parts, { raw: random.pick(BODIES) }),
  ]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const BODIES = [
  ...[
    '',
    '{',
    '"',
    '{}',
    'null',
    '[]',
    '\u0000',
    '{"a":1}x',
    '{"__proto__":{}}',
    '[1e999]',
    '\ufeff{}',
  ],
  ...[
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"\\u0000":1}',
    '['.repeat(50_000),
    `"${'x'.repeat(120_000)}"`,
  ],
]

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=euc-kr' },
  { 'content-type': 'application/json;' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'image/png' },
  { 'content-type': '\u00ff' },
  { accept: 'text/html' },
  { accept: '' },
  { 'accept-language': 'en;q=x,,;;=,*' },
  { 'accept-language': '\u00ff'.repeat(500) },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': 'a b' },
  { 'x-request-id': '\u00ff' },
  { 'x-request-id': 'x'.repeat(200) },
  { 'x-api-key': 'jari_x' },
  { 'x-api-key': `jari_${'0'.repeat(40)}` },
  { authorization: 'Bearer' },
  { authorization: 'Bearer x.y' },
  { authorization: 'Basic Og==' },
  { authorization: 'Bearer %ff.%00' },
  { cookie: 'jari_session=%' },
  { cookie: `jari_session=${'x'.repeat(3_000)}.y` },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'x-forwarded-for': "'; drop table" },
  { forwarded: 'for=_x;proto=' },
  { 'if-none-match': '*' },
  { range: 'bytes=-1' },
  { expect: '100-continue' },
]

/** Segments that no URL parser resolves away. */
const segment = (value: unknown): string => {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : `${value}`
  return text.isWellFormed() && !/^\.{1,2}$/.test(text) ? encodeURIComponent(text) : '%ff'
}

function written({ endpoint, path }: Operation, { params, query, body, headers, raw }: Parts) {
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${segment(name)}=${segment(one)}`),
  )
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => segment(params[name] ?? ''))
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const isRaw =
    endpoint.body !== undefined && !('type' in endpoint.body || 'anyOf' in endpoint.body)
  return {
    url: search.length > 0 ? `${filled}?${search.join('&')}` : filled,
    headers: {
      ...(payload !== undefined && { 'content-type': isRaw ? 'image/png' : 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { payload }),
  }
}
