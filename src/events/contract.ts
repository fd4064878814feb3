import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, PageOf, Shape, Uuid } from '../kernel/shape.ts'
import { deadLetterMissing } from './rules.ts'

export const DeadLetterView = Shape(
  {
    id: Uuid,
    consumer: Type.String(),
    eventId: Uuid,
    topic: Type.String(),
    storeId: OrNull(Uuid),
    subjectId: Uuid,
    at: Instant,
    tries: Type.Integer(),
    /** A name or a code, never a message. */
    error: Type.String(),
    /** Events of the same subject that wait behind it. */
    waiting: Type.Integer(),
  },
  'DeadLetter',
)

const params = Shape({ id: Uuid })

export const listDeadLetters = endpoint({
  name: 'listDeadLetters',
  method: 'GET',
  path: '/v1/dead-letters',
  summary: 'Dead letters, oldest first',
  role: 'admin',
  query: Shape({
    cursor: Type.Optional(Uuid),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: PageOf(DeadLetterView),
  problems: [],
})

export const replayDeadLetter = endpoint({
  name: 'replayDeadLetter',
  method: 'POST',
  path: '/v1/dead-letters/:id/replay',
  summary: 'Retry a dead letter; the events behind it follow',
  role: 'admin',
  params,
  answer: Nothing,
  problems: [deadLetterMissing],
})

export const dropDeadLetter = endpoint({
  name: 'dropDeadLetter',
  method: 'DELETE',
  path: '/v1/dead-letters/:id',
  summary: 'Drop a dead letter: its consumer never gets it; the events behind it go on',
  role: 'admin',
  params,
  answer: Nothing,
  problems: [deadLetterMissing],
})
