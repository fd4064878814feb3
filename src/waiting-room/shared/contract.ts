import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Line, Nothing, Shape, Uuid } from '../../kernel/shape.ts'
import { storeMissing } from '../../stores/rules.ts'
import * as rules from './rules.ts'

const Name = Line({ most: 40 })
const Named = Shape({ name: Name })
const Weight = Type.Integer({ minimum: 1, maximum: 1_000 })
const Capacity = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const SharedCapacity = Shape(
  {
    name: Type.String(),
    capacity: Capacity,
    rooms: Type.Array(
      Shape({
        storeId: Uuid,
        /** Its part, where people wait in several rooms. */
        weight: Weight,
        /** As of its last tick. */
        inside: Type.Integer(),
        waiting: Type.Integer(),
      }),
    ),
  },
  'SharedCapacity',
)

export const listSharedCapacities = endpoint({
  name: 'listSharedCapacities',
  method: 'GET',
  path: '/v1/me/shared-capacities',
  exported: 'sharedCapacities',
  summary: 'Capacities that waiting rooms of your stores share',
  role: 'owner',
  answer: Shape({ data: Type.Array(SharedCapacity) }),
  problems: [],
})

export const putSharedCapacity = endpoint({
  name: 'putSharedCapacity',
  method: 'PUT',
  path: '/v1/me/shared-capacities/:name',
  summary: 'Let the waiting rooms of several stores share how many may be inside',
  role: 'owner',
  params: Named,
  body: Shape({
    capacity: Capacity,
    rooms: Type.Array(Shape({ storeId: Uuid, weight: Type.Optional(Weight) }), {
      minItems: 1,
      maxItems: 50,
    }),
  }),
  answer: SharedCapacity,
  problems: [storeMissing, rules.sharedElsewhere],
})

export const deleteSharedCapacity = endpoint({
  name: 'deleteSharedCapacity',
  method: 'DELETE',
  path: '/v1/me/shared-capacities/:name',
  summary: 'Each of the rooms has its own capacity again',
  role: 'owner',
  params: Named,
  answer: Nothing,
  problems: [rules.sharedMissing],
})
