import type { AnswerOf, BodyOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../shared/contract.ts'

export type Capacity = AnswerOf<typeof contract.putSharedCapacity>
export type CapacityBody = BodyOf<typeof contract.putSharedCapacity>

export const capacitiesQuery = {
  queryKey: ['owner', 'shared-capacities'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listSharedCapacities>('GET /v1/me/shared-capacities', { signal }),
    ),
}

export const putCapacity = (name: string, body: CapacityBody) =>
  call<typeof contract.putSharedCapacity>('PUT /v1/me/shared-capacities/:name', {
    params: { name },
    body,
  })

export const deleteCapacity = (name: string) =>
  call<typeof contract.deleteSharedCapacity>('DELETE /v1/me/shared-capacities/:name', {
    params: { name },
  })
