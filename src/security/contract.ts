import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { cursorParts } from '../kernel/page.ts'
import { securityKinds } from '../kernel/security-kind.ts'
import { CursorOf, Instant, OrNull, PageOf, Shape, Uuid } from '../kernel/shape.ts'

const Kind = Type.Enum([...securityKinds, 'limit-reached'])

const times = {
  kind: Kind,
  /** The type of the problem; null: it was done. */
  refusal: OrNull(Type.String()),
  /** Shortened: an IPv4 /24 or an IPv6 /48; empty where it was not kept. */
  network: Type.String(),
  /** How often within one hour. */
  times: Type.Integer(),
  firstAt: Instant,
  lastAt: Instant,
}

const SecurityEventView = Shape(
  {
    ...{ id: Uuid, ...times, accountId: OrNull(Uuid), email: OrNull(Type.String()) },
    /** What the problem says; null: it was done, or no endpoint refuses so any more. */
    refusalTitles: OrNull(Shape({ ko: Type.String(), en: Type.String() })),
  },
  'SecurityEvent',
)

const cursor = Type.Optional(CursorOf(`${cursorParts.milliseconds}\\.${cursorParts.uuid}`))
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }))

export const listSecurityEvents = endpoint({
  name: 'listSecurityEvents',
  method: 'GET',
  path: '/v1/security-events',
  summary: 'List what happened to accounts in the last 90 days, newest first',
  description: 'The same within an hour is one event with a count.',
  role: 'admin',
  query: Shape({
    ...{ cursor, limit },
    kind: Type.Optional(Kind),
    accountId: Type.Optional(Uuid),
    refused: Type.Optional(Type.Boolean({ description: 'only what was refused' })),
  }),
  answer: PageOf(SecurityEventView),
  problems: [],
})

export const countSecurityEvents = endpoint({
  name: 'countSecurityEvents',
  method: 'GET',
  path: '/v1/security-event-counts',
  summary: 'How often what happened to accounts, by hour of the last 14 days',
  role: 'admin',
  answer: Shape({
    now: Instant,
    hours: Type.Array(
      Shape({ hour: Instant, kind: Kind, done: Type.Integer(), refused: Type.Integer() }),
    ),
  }),
  problems: [],
})

export const listOwnSecurityEvents = endpoint({
  name: 'listOwnSecurityEvents',
  method: 'GET',
  path: '/v1/me/security-events',
  summary: 'List what happened to your account in the last 90 days, newest first',
  role: 'customer',
  exported: 'activity',
  accountsOnly: true,
  query: Shape({ cursor, limit }),
  answer: PageOf(Shape({ id: Uuid, ...times }, 'OwnSecurityEvent')),
  problems: [],
})
