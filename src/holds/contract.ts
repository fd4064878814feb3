import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, OrNull, Shape } from '../kernel/shape.ts'
import { RELEASE_DELAY_SECONDS_MOST } from './rules.ts'

export const ReleaseDelayView = Shape(
  {
    /** What was let go or has expired comes back after a random time of up to so many seconds; 0: at once. */
    seconds: Type.Integer(),
    /** What counts unless an admin sets something else. */
    usual: Type.Integer(),
    /** The latest, latest first. */
    changes: Type.Array(
      Shape({
        seconds: Type.Integer(),
        at: Instant,
        /** The admin’s name; null: they have left. */
        by: OrNull(Type.String()),
      }),
    ),
  },
  'ReleaseDelay',
)

export const getReleaseDelay = endpoint({
  name: 'getReleaseDelay',
  method: 'GET',
  path: '/v1/release-delay',
  summary: 'Read how long tables, times and seats that were let go stay away at most',
  role: 'admin',
  answer: ReleaseDelayView,
  problems: [],
})

export const setReleaseDelay = endpoint({
  name: 'setReleaseDelay',
  method: 'PUT',
  path: '/v1/release-delay',
  summary: 'Set it for what is claimed from now on; who set it is kept',
  role: 'admin',
  body: Shape({ seconds: Type.Integer({ minimum: 0, maximum: RELEASE_DELAY_SECONDS_MOST }) }),
  answer: ReleaseDelayView,
  problems: [],
})
