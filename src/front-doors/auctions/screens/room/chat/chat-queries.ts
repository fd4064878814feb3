import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import { call, type Result } from '../../../../../web/call.ts'
import { newKey } from '../../../../../web/new-key.ts'
import type * as contract from '../../../chat/contract.ts'
import type { LotPath } from '../../lots/lot-queries.ts'

/** The latest messages, oldest first. */
export const readMessages = (
  params: LotPath,
  signal: AbortSignal,
): Promise<Result<AnswerOf<typeof contract.listMessages>>> =>
  call<typeof contract.listMessages>('GET /v1/auctions/:auctionId/lots/:lotId/messages', {
    params,
    query: {},
    signal,
  })

export const postMessage = (params: LotPath, text: string) =>
  call<typeof contract.postMessage>('POST /v1/auctions/:auctionId/lots/:lotId/messages', {
    params,
    key: newKey(),
    body: { text },
  })

export const reportMessage = (params: LotPath, number: number) =>
  call<typeof contract.reportMessage>(
    'POST /v1/auctions/:auctionId/lots/:lotId/messages/:number/report',
    { params: { ...params, number } },
  )
