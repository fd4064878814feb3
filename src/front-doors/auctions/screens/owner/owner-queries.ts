import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import { ofAuctions } from '../lots/lot-queries.ts'

export type OwnLotPage = AnswerOf<typeof owner.listOwnLots>
export type OwnLot = AnswerOf<typeof owner.getOwnLot>
export type TermsAnswer = AnswerOf<typeof owner.getTerms>
export type BuyerPage = AnswerOf<typeof owner.listBuyers>
export type Buyer = BuyerPage['data'][number]
export type Bid = AnswerOf<typeof contract.listBids>['data'][number]
export type OwnStage = 'scheduled' | 'live' | 'sold' | 'unsold' | 'withdrawn'

interface LotPath {
  readonly auctionId: string
  readonly lotId: string
}

const key = (auctionId: string, ...what: string[]) => ['owner', auctionId, ...what]

interface AskingPage extends Asking {
  readonly pageParam: string
}

const from = (cursor: string) => (cursor ? { cursor } : {})

/** They are sorted by what needs the seller: as many as one answer may have. */
const LOTS_MOST = 100

/** Lots of a stage, newest first; without one, all. */
export const ownLotsQuery = (auctionId: string, stage: OwnStage | undefined) => ({
  queryKey: key(auctionId, 'lots', stage ?? ''),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof owner.listOwnLots>('GET /v1/auctions/:auctionId/own-lots', {
        params: { auctionId },
        query: { limit: LOTS_MOST, ...(stage && { stage }), ...from(pageParam) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: OwnLotPage) => nextCursor,
})

export const ownLotQuery = (params: LotPath) => ({
  queryKey: key(params.auctionId, 'lot', params.lotId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getOwnLot>('GET /v1/auctions/:auctionId/own-lots/:lotId', {
        params,
        signal,
      }),
    ),
})

/** Requests in a row: more bids follow with the next refetch. */
const PAGES_MOST = 20

/** All bids of a lot, oldest first; a refetch asks for those after the last known one. */
export const bidsQuery = (params: LotPath) => ({
  queryKey: key(params.auctionId, 'bids', params.lotId),
  queryFn: async ({ signal }: Asking, known: readonly Bid[] | undefined) => {
    const bids = [...(known ?? [])]
    for (let page = 0; page < PAGES_MOST; page++) {
      const { data, more } = await answerOf(
        call<typeof contract.listBids>('GET /v1/auctions/:auctionId/lots/:lotId/bids', {
          params,
          query: { after: bids.at(-1)?.number ?? 0 },
          signal,
        }),
      )
      bids.push(...data)
      if (!more) break
    }
    return bids as readonly Bid[]
  },
})

export const termsQuery = (auctionId: string) => ({
  queryKey: key(auctionId, 'terms'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getTerms>('GET /v1/auctions/:auctionId/terms', {
        params: { auctionId },
        signal,
      }),
    ),
})

/** Wins of an auction with their buyers, latest first. */
export const buyersQuery = (auctionId: string) => ({
  queryKey: key(auctionId, 'buyers'),
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: AskingPage) =>
    answerOf(
      call<typeof owner.listBuyers>('GET /v1/auctions/:auctionId/buyers', {
        params: { auctionId },
        query: from(pageParam),
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: BuyerPage) => nextCursor,
})

/** The wins of one lot. */
export const lotBuyersQuery = ({ auctionId, lotId }: LotPath) => ({
  queryKey: key(auctionId, 'buyers', lotId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listBuyers>('GET /v1/auctions/:auctionId/buyers', {
        params: { auctionId },
        query: { lotId },
        signal,
      }),
    ),
})

/** Refetches whatever a change of an auction may show in, also for its bidders. */
export function useRefreshAuction(auctionId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: key(auctionId) }),
      client.invalidateQueries({ queryKey: ofAuctions }),
    ])
}
