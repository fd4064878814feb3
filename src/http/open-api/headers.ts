/** Headers of responses, written once in a document. */
export const headers = {
  'X-Request-Id': {
    description: 'The id of the request: the caller’s own, or a generated one. For support.',
    schema: { type: 'string' },
  },
  'RateLimit-Limit': {
    description: 'Requests a minute for this caller.',
    schema: { type: 'integer' },
  },
  'RateLimit-Remaining': {
    description: 'How many of them are left in this minute.',
    schema: { type: 'integer' },
  },
  'RateLimit-Reset': {
    description: 'Seconds until the count begins anew.',
    schema: { type: 'integer' },
  },
  'Retry-After': { description: 'Seconds to wait before a retry.', schema: { type: 'integer' } },
  'Content-Language': {
    description: 'The language of `title` and `detail`.',
    schema: { enum: ['ko', 'en'] },
  },
  'WWW-Authenticate': { description: 'How to authenticate.', schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: 'An earlier request with this key had the effect; this is its answer.',
    schema: { enum: ['true'] },
  },
  Location: {
    description: 'The address of what was made.',
    schema: { type: 'string', format: 'uri-reference' },
  },
} as const

export type HeaderName = keyof typeof headers

const ALWAYS: readonly HeaderName[] = [
  'X-Request-Id',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
]

/** References to the headers of a response; the usual ones are on each. */
export const headersOf = (...names: readonly HeaderName[]): object =>
  Object.fromEntries(
    [...ALWAYS, ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  )
