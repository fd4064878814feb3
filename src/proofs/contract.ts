import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, OrNull, Shape } from '../kernel/shape.ts'
import * as rules from './rules.ts'

const setting = {
  /** A network that has used more of a limit, in percent, is asked for a proof; 100: nobody is. */
  fromPercent: Type.Integer({ minimum: 0, maximum: 100 }),
  /** Keys to derive at most, where suspicion begins. */
  least: Type.Integer({ minimum: 1, maximum: rules.WORK_MOST }),
  /** The same where the limit is nearly reached. */
  most: Type.Integer({ minimum: 1, maximum: rules.WORK_MOST }),
}

export const ProofsView = Shape(
  {
    ...setting,
    /** What counts unless an admin sets something else. */
    usual: Shape(setting),
    inLastDay: Shape({ asked: Type.Integer(), given: Type.Integer() }),
    /** Latest first. */
    changes: Type.Array(
      Shape({
        ...setting,
        at: Instant,
        /** The admin’s name; null: they have left. */
        by: OrNull(Type.String()),
      }),
    ),
  },
  'Proofs',
)

export const getProofs = endpoint({
  name: 'getProofs',
  method: 'GET',
  path: '/v1/proofs',
  summary: 'When networks are asked for a proof of work, and how many were in the last day',
  role: 'admin',
  answer: ProofsView,
  problems: [],
})

export const setProofs = endpoint({
  name: 'setProofs',
  method: 'PUT',
  path: '/v1/proofs',
  summary: 'Set when networks are asked for a proof of work; who set it is kept',
  role: 'admin',
  body: Shape(setting),
  answer: ProofsView,
  problems: [rules.workTooSmall],
})
