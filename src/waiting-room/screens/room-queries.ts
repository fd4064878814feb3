import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

export type Room = AnswerOf<typeof contract.getRoom>
export type Position = AnswerOf<typeof contract.getPosition>

export const roomQuery = (storeId: string) => ({
  queryKey: ['waiting-room', storeId],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getRoom>('GET /v1/stores/:storeId/waiting-room', {
        params: { storeId },
        signal,
      }),
    ),
})

export const join = (storeId: string) =>
  call<typeof contract.joinRoom>('POST /v1/stores/:storeId/waiting-room/tickets', {
    params: { storeId },
  })

export const askPosition = (storeId: string) =>
  call<typeof contract.getPosition>('GET /v1/stores/:storeId/waiting-room/position', {
    params: { storeId },
  })

export const enter = (storeId: string) =>
  call<typeof contract.enterStore>('POST /v1/stores/:storeId/waiting-room/passes', {
    params: { storeId },
  })

/** Ends the pass; the ticket stays what it was. */
export const leave = (storeId: string) =>
  call<typeof contract.leaveStore>('DELETE /v1/stores/:storeId/waiting-room/passes', {
    params: { storeId },
  })

/** The document of the room is missing: everybody may enter. */
export const isMissing = (problem: unknown): boolean =>
  (problem as { type?: string } | null)?.type === 'waiting-room-missing'
