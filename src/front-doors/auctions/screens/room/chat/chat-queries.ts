import type { TUnsafe } from 'typebox'
import { call, newKey, type Result } from '../../../../../web/call.ts'
import type { LotPath } from '../../lots/lot-queries.ts'
import type { Message } from '../room-state.ts'

interface ListMessages {
  readonly method: 'GET'
  readonly path: '/v1/auctions/:auctionId/lots/:lotId/messages'
  readonly params: TUnsafe<LotPath>
  readonly query: TUnsafe<{ after?: number }>
  readonly answer: TUnsafe<{ data: Message[] }>
}

interface PostMessage {
  readonly method: 'POST'
  readonly path: '/v1/auctions/:auctionId/lots/:lotId/messages'
  readonly once: true
  readonly params: TUnsafe<LotPath>
  readonly body: TUnsafe<{ text: string }>
  readonly answer: TUnsafe<Message>
}

interface ReportMessage {
  readonly method: 'POST'
  readonly path: '/v1/auctions/:auctionId/lots/:lotId/messages/:number/report'
  readonly params: TUnsafe<LotPath & { number: string }>
  readonly answer: TUnsafe<Record<string, never>>
}

/** Messages after a number, oldest first; without one the latest. */
export const readMessages = (
  params: LotPath,
  after: number | undefined,
  signal: AbortSignal,
): Promise<Result<{ data: Message[] }>> =>
  call<ListMessages>('GET /v1/auctions/:auctionId/lots/:lotId/messages', {
    params,
    query: after === undefined ? {} : { after },
    signal,
  })

export const postMessage = (params: LotPath, text: string) =>
  call<PostMessage>('POST /v1/auctions/:auctionId/lots/:lotId/messages', {
    params,
    key: newKey(),
    body: { text },
  })

export const reportMessage = (params: LotPath, number: number) =>
  call<ReportMessage>('POST /v1/auctions/:auctionId/lots/:lotId/messages/:number/report', {
    params: { ...params, number: String(number) },
  })
