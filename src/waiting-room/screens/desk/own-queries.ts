import type { AnswerOf, BodyOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as owner from '../../owner-contract.ts'

export type OwnRoom = AnswerOf<typeof owner.getOwnRoom>
export type Figures = AnswerOf<typeof owner.listFigures>['data']
export type RoomBody = BodyOf<typeof owner.openRoom>
export type RoomChange = BodyOf<typeof owner.changeRoom>

export const ownRoomQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'waiting-room'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getOwnRoom>('GET /v1/stores/:storeId/waiting-room/operation', {
        params: { storeId },
        signal,
      }),
    ),
})

/** Of the latest room, open or closed. */
export const figuresQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'waiting-figures'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listFigures>('GET /v1/stores/:storeId/waiting-room/figures', {
        params: { storeId },
        signal,
      }),
    ),
})

export const openRoom = (storeId: string, body: RoomBody, key: string) =>
  call<typeof owner.openRoom>('POST /v1/stores/:storeId/waiting-room', {
    params: { storeId },
    body,
    key,
  })

export const changeRoom = (storeId: string, body: RoomChange) =>
  call<typeof owner.changeRoom>('PATCH /v1/stores/:storeId/waiting-room', {
    params: { storeId },
    body,
  })

export const closeRoom = (storeId: string) =>
  call<typeof owner.closeRoom>('DELETE /v1/stores/:storeId/waiting-room', { params: { storeId } })
