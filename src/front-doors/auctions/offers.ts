import type { Id } from '../../kernel/id.ts'
import type { Item, Offers } from '../../orders/offers.ts'
import type { SellingStore } from '../../stores/queries.ts'
import { type DepositOffer, listPaidDeposits, readDepositOffers } from './deposit-queries.ts'
import * as queries from './queries.ts'
import { depositKey, lotKey } from './rules.ts'
import { keepWins } from './win-queries.ts'
import type { Win } from './win-rules.ts'

export interface WonLot {
  readonly lotId: Id<'Lot'>
  readonly buyerId: Id<'Account'>
}

/** A lot to the one who has won it. */
export interface WonOffer {
  readonly auction: SellingStore
  readonly title: string
  readonly win: Win
}

export type WonItem = Item<WonLot, WonOffer>

const keyOf = ({ lotId, buyerId }: WonLot): string => `${lotId} ${buyerId}`

/** Won lots: of many who ask for one, only its winner is offered it. */
export const wonLots: Offers<WonLot, WonOffer> = {
  placeKey: ({ lotId }) => lotKey(lotId),
  key: keyOf,
  async read(on, storeId, items) {
    const asks = items.map(({ what }) => what)
    const [auction, wins] = await Promise.all([
      queries.readAuction(on, storeId),
      keepWins(on, storeId, asks),
    ])
    if (!auction) return new Map()
    return new Map(
      wins.map(({ title, ...win }) => [
        keyOf({ lotId: win.lotId, buyerId: win.accountId ?? '' }),
        { auction, title, win },
      ]),
    )
  },
}

export type DepositItem = Item<
  WonLot,
  DepositOffer & { readonly auction: SellingStore; readonly isPaid: boolean }
>

/** Deposits of lots: any number of people have one each. */
export const deposits: DepositItem['offers'] = {
  placeKey: ({ lotId }) => depositKey(lotId),
  key: keyOf,
  async read(on, storeId, items) {
    const asks = items.map(({ what }) => what)
    const [auction, found, paid] = await Promise.all([
      queries.readAuction(on, storeId),
      readDepositOffers(
        on,
        storeId,
        asks.map(({ lotId }) => lotId),
      ),
      listPaidDeposits(
        on,
        storeId,
        items.map(({ what, place }) => ({ buyerId: what.buyerId, placeId: place.id })),
      ),
    ])
    if (!auction) return new Map()
    const lotOf = new Map(found.map((lot) => [lot.id, lot]))
    const payers = new Set(paid.map(({ placeId, buyerId }) => `${placeId} ${buyerId}`))
    return new Map(
      items.flatMap(({ what, place }) => {
        const lot = lotOf.get(what.lotId)
        const isPaid = payers.has(`${place.id} ${what.buyerId}`)
        return lot ? [[keyOf(what), { ...lot, auction, isPaid }] as const] : []
      }),
    )
  },
}
