import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, OrNull, Shape } from '../kernel/shape.ts'
import { limitNames } from './names.ts'
import * as rules from './rules.ts'

const Count = Type.Integer({ minimum: 1, maximum: rules.LIMIT_MOST })

export const LimitView = Shape(
  {
    name: Type.Enum([...limitNames]),
    /** At most so much at once. */
    burst: Type.Integer(),
    /** So much of it comes back in an hour. */
    perHour: Type.Integer(),
    /** What counts unless an admin sets something else. */
    usual: Shape({ burst: Type.Integer(), perHour: Type.Integer() }),
    refusedInLastDay: Type.Integer(),
    /** The latest, latest first. */
    changes: Type.Array(
      Shape({
        burst: Type.Integer(),
        perHour: Type.Integer(),
        at: Instant,
        /** The admin’s name; null: they have left. */
        by: OrNull(Type.String()),
      }),
    ),
  },
  'Limit',
)

const Limits = Shape({ data: Type.Array(LimitView) })

export const listLimits = endpoint({
  name: 'listLimits',
  method: 'GET',
  path: '/v1/limits',
  summary: 'List the limits that hold for everybody, with how often each refused in the last day',
  role: 'admin',
  answer: Limits,
  problems: [],
})

export const setLimit = endpoint({
  name: 'setLimit',
  method: 'PUT',
  path: '/v1/limits/:name',
  summary: 'Set a limit, at once and in every process; who set it is kept',
  role: 'admin',
  params: Shape({ name: Type.String({ minLength: 1, maxLength: 60 }) }),
  body: Shape({ burst: Count, perHour: Count }),
  answer: Limits,
  problems: [rules.limitMissing, rules.limitTooSlow],
})
