import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as chat from '../../chat/contract.ts'
import type { LotPath } from '../lots/lot-queries.ts'

export type Message = AnswerOf<typeof chat.listMessages>['data'][number]

const key = ({ auctionId, lotId }: LotPath, what: string) => ['owner', auctionId, what, lotId]

/** The latest messages of a lot, and whether others can write. */
export const messagesQuery = (params: LotPath) => ({
  queryKey: key(params, 'messages'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof chat.listMessages>('GET /v1/auctions/:auctionId/lots/:lotId/messages', {
        params,
        query: {},
        signal,
      }),
    ),
})

export const reportedQuery = (params: LotPath) => ({
  queryKey: key(params, 'reported'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof chat.listReported>('GET /v1/auctions/:auctionId/lots/:lotId/message-reports', {
        params,
        signal,
      }),
    ),
})

export const removeMessage = (path: LotPath, number: number) =>
  call<typeof chat.removeMessage>('DELETE /v1/auctions/:auctionId/lots/:lotId/messages/:number', {
    params: { ...path, number },
  })

export const muteSpeaker = (path: LotPath, number: number, isMuted: boolean) =>
  call<typeof chat.muteSpeaker>('PUT /v1/auctions/:auctionId/lots/:lotId/messages/:number/mute', {
    params: { ...path, number },
    body: { isMuted },
  })

export const setChat = (params: LotPath, isFrozen: boolean) =>
  call<typeof chat.setChat>('PUT /v1/auctions/:auctionId/lots/:lotId/chat', {
    params,
    body: { isFrozen },
  })
