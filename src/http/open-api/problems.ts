import { keyNotAllowed, keyUnknown } from '../../accounts/api-keys/rules.ts'
import { guestRefused, notAllowed, notSignedIn } from '../../accounts/rules.ts'
import { secondFactorNeeded } from '../../accounts/second-factor/rules.ts'
import type { Endpoint } from '../../kernel/endpoint.ts'
import type { ProblemType } from '../../kernel/problem.ts'
import { keyInFlight, keyMissing, keyReused } from '../../postgres/once.ts'
import { busy, outcomeUnknown, unavailable } from '../../postgres/rules.ts'
import { termsNotAccepted } from '../../terms/rules.ts'
import { passProblems } from '../../waiting-room/rules.ts'
import * as rules from '../rules.ts'
import type { Components } from './components.ts'
import { type HeaderName, headersOf } from './headers.ts'

/** All problems that an endpoint answers with: its own, and those of the edge. */
export function problemsOf(endpoint: Endpoint): ReadonlySet<ProblemType<never>> {
  const { method, role, scope, once, params, behindRoomOf, takesWaitingToken, socket } = endpoint
  const isBehindRoom = behindRoomOf !== undefined || takesWaitingToken === true
  const isWrite = method !== 'GET'
  const when = (is: boolean, ...problems: ProblemType<never>[]) => (is ? problems : [])
  return new Set<ProblemType<never>>([
    rules.malformed,
    ...when(once !== undefined && once !== false, keyMissing, keyInFlight, keyReused),
    ...when(role !== 'anyone' || isBehindRoom, notSignedIn),
    ...when(isBehindRoom, ...passProblems),
    keyUnknown,
    ...when(role === 'owner' || role === 'admin', notAllowed),
    ...when(role === 'admin', secondFactorNeeded),
    ...when(endpoint.asksTerms === true, termsNotAccepted),
    ...when(endpoint.accountsOnly || role === 'owner' || role === 'admin', guestRefused),
    ...when(role !== 'anyone' || scope !== undefined, keyNotAllowed),
    ...when(isWrite || socket === true, rules.originRefused),
    ...when(socket === true, rules.upgradeRequired),
    ...endpoint.problems,
    ...when(params !== undefined, rules.routeMissing, rules.addressTooLong),
    ...when(isWrite, rules.bodyTooLarge, rules.mediaTypeRefused),
    rules.tooManyRequests,
    unavailable,
    busy,
    ...when(isWrite, outcomeUnknown),
    rules.unexpected,
  ])
}

/** One response a status, listing the problems that have it. */
export function problemResponses(endpoint: Endpoint, components: Components): object {
  const byStatus = Map.groupBy(problemsOf(endpoint), rules.statusFor)
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => {
      const name = [status, ...types.map(({ type }) => type)].join('.')
      return [status, components.response(name, responseOf(status, types, components))]
    }),
  )
}

function responseOf(
  status: number,
  types: readonly ProblemType<never>[],
  components: Components,
): object {
  const codes = { type: 'object', properties: { code: { enum: types.map(({ type }) => type) } } }
  return {
    description: types.map(({ type, title }) => `\`${type}\`: ${title.en}`).join(' '),
    headers: headersOf('Content-Language', ...headersBy(status, types)),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, codes] },
        examples: Object.fromEntries(
          types.map((is) => [
            is.type,
            components.example(`problem-${is.type}`, example(is, status)),
          ]),
        ),
      },
    },
  }
}

function headersBy(status: number, types: readonly ProblemType<never>[]): HeaderName[] {
  if (status === 401) return ['WWW-Authenticate']
  const isRetried = status === 429 || status === 503 || types.includes(keyInFlight)
  return isRetried ? ['Retry-After'] : []
}

const example = ({ type, title }: ProblemType<never>, status: number) => ({
  type: `/problems/${type}`,
  code: type,
  title: title.en,
  titles: title,
  status,
  instance: 'req_0f3a61c27b5e1',
})

export const Problem = {
  type: 'object',
  description: 'An error (RFC 9457). Problem types may add members of their own.',
  required: ['type', 'code', 'title', 'titles', 'status', 'instance'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description:
        'The address of a page about this problem on this server: `/problems/` and the code.',
    },
    code: { type: 'string', description: 'What went wrong, for programs; it never changes.' },
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
