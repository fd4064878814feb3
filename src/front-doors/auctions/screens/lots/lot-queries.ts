import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as bids from '../../bid-contract.ts'
import type * as contract from '../../contract.ts'
import type * as wins from '../../win-contract.ts'
import { hearNow } from '../clock/server-clock.ts'

export type LotPage = AnswerOf<typeof contract.listLots>
export type LotCard = LotPage['data'][number]
export type Lot = AnswerOf<typeof contract.getLot>
export type LotState = AnswerOf<typeof bids.placeBid>['lot']
export type Bid = AnswerOf<typeof contract.listBids>['data'][number]
export type Mine = AnswerOf<typeof contract.getMine>
export type Win = AnswerOf<typeof wins.confirmReceipt>

export interface LotPath {
  readonly auctionId: string
  readonly lotId: string
}

export type ListedStage = 'live' | 'scheduled' | 'closed'

export interface LotFilter {
  readonly stage: ListedStage
  readonly category?: LotCard['category'] | undefined
  readonly auctionId?: string | undefined
  readonly title?: string | undefined
}

/** All that changes in auctions has this key in front. */
export const ofAuctions = ['auctions'] as const
export const ofLot = ({ lotId }: LotPath) => [...ofAuctions, 'lot', lotId] as const

/** The answer, whose clock is learned. */
async function heard<Answer extends { readonly now: string }>(answer: Promise<Answer>) {
  const { now } = await answer
  hearNow(now)
  return answer
}

export const lotsQuery = ({ stage, category, auctionId, title }: LotFilter) => ({
  queryKey: [...ofAuctions, 'lots', stage, category ?? '', auctionId ?? '', title ?? ''],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    heard(
      answerOf(
        call<typeof contract.listLots>('GET /v1/lots', {
          query: {
            stage,
            ...(category && { category }),
            ...(auctionId && { auctionId }),
            ...(title && { title }),
            ...(pageParam && { cursor: pageParam }),
          },
          signal,
        }),
      ),
    ),
  getNextPageParam: ({ nextCursor }: LotPage) => nextCursor,
})

export const lotQuery = (params: LotPath) => ({
  queryKey: [...ofLot(params), 'lot'],
  queryFn: ({ signal }: Asking) =>
    heard(
      answerOf(
        call<typeof contract.getLot>('GET /v1/auctions/:auctionId/lots/:lotId', { params, signal }),
      ),
    ),
})

export const mineQuery = (params: LotPath) => ({
  queryKey: [...ofLot(params), 'mine'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getMine>('GET /v1/auctions/:auctionId/lots/:lotId/mine', {
        params,
        signal,
      }),
    ),
})

/** Bids after a number, oldest first; without one the latest. */
export const readBids = (params: LotPath, after: number | undefined, signal: AbortSignal) =>
  heard(
    answerOf(
      call<typeof contract.listBids>('GET /v1/auctions/:auctionId/lots/:lotId/bids', {
        params,
        query: after === undefined ? {} : { after },
        signal,
      }),
    ),
  )

export type MyLotPage = AnswerOf<typeof contract.listMyLots>
export type MyLot = MyLotPage['data'][number]

export const myLotsQuery = {
  queryKey: [...ofAuctions, 'mine', 'lots'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: Asking & { readonly pageParam: string }) =>
    heard(
      answerOf(
        call<typeof contract.listMyLots>('GET /v1/me/lots', {
          query: pageParam ? { cursor: pageParam } : {},
          signal,
        }),
      ),
    ),
  getNextPageParam: ({ nextCursor }: MyLotPage) => nextCursor,
}

export const winsQuery = {
  queryKey: [...ofAuctions, 'mine', 'wins'],
  queryFn: ({ signal }: Asking) =>
    heard(answerOf(call<typeof wins.listMyWins>('GET /v1/me/wins', { signal }))),
}
