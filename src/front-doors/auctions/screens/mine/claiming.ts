import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'
import type * as wins from '../../win-contract.ts'
import { type LotPath, ofAuctions } from '../lots/lot-queries.ts'

const roomOf = (params: LotPath) => ({ to: '/auctions/$auctionId/lots/$lotId', params }) as const

/** The order of a lot that was won: the one that there is, or a new one after a cancellation. */
export const claimingWin: Claiming<LotPath> = {
  place: (params, key, price) =>
    call<typeof wins.orderLot>('POST /v1/auctions/:auctionId/lots/:lotId/order', {
      params,
      key,
      body: { price },
    }),
  pageAt: roomOf,
  availabilityKey: ofAuctions,
}

export const claimingDeposit: Claiming<LotPath> = {
  place: (params, key) =>
    call<typeof contract.placeDeposit>('POST /v1/auctions/:auctionId/lots/:lotId/deposit', {
      params,
      key,
    }),
  pageAt: roomOf,
  availabilityKey: ofAuctions,
}
