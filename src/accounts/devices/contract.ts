import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { sessionMissing } from './rules.ts'

const SessionView = Shape(
  {
    id: Uuid,
    device: OrNull(
      Type.String({
        description: 'null: none of the usual ones',
        examples: ['Chrome · Windows'],
      }),
    ),
    network: OrNull(
      Type.String({ description: 'the shortened address', examples: ['203.0.113.0/24'] }),
    ),
    createdAt: Instant,
    /** To a few minutes. */
    lastSeenAt: Instant,
    /** The session that asks. */
    isCurrent: Type.Boolean(),
  },
  'Session',
)

export const listSessions = endpoint({
  name: 'listMySessions',
  method: 'GET',
  path: '/v1/me/sessions',
  exported: 'sessions',
  summary: 'Where you are signed in',
  role: 'customer',
  accountsOnly: true,
  answer: Shape({ data: Type.Array(SessionView) }),
  problems: [],
})

export const endSession = endpoint({
  name: 'endMySession',
  method: 'DELETE',
  path: '/v1/me/sessions/:sessionId',
  summary: 'Sign out one of your devices, at once',
  role: 'customer',
  noted: 'session-ended',
  accountsOnly: true,
  params: Shape({ sessionId: Uuid }),
  answer: Nothing,
  problems: [sessionMissing],
})

export const endOtherSessions = endpoint({
  name: 'endMyOtherSessions',
  method: 'DELETE',
  path: '/v1/me/sessions',
  summary: 'Sign out everywhere else, at once',
  role: 'customer',
  noted: 'session-ended',
  accountsOnly: true,
  answer: Nothing,
  problems: [],
})

export const endSessionsOf = endpoint({
  name: 'endSessionsOf',
  method: 'DELETE',
  path: '/v1/accounts/:accountId/sessions',
  summary: 'Sign an account out on all of its devices, at once',
  role: 'admin',
  noted: 'session-ended',
  params: Shape({ accountId: Uuid }),
  answer: Nothing,
  problems: [],
})
