import { Type } from 'typebox'
import { bookingClaim, SeenPrice } from '../../bookings/contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Instant, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { PictureView } from '../../stores/pictures/contract.ts'
import * as rules from './rules.ts'

const OfLot = Shape({ auctionId: Uuid, lotId: Uuid })

export const WinView = Shape(
  {
    auctionId: Uuid,
    lotId: Uuid,
    title: Type.String(),
    kind: Type.Enum(['hammer', 'buy-now', 'second-chance']),
    amount: Type.Integer(),
    currency: CurrencyCode,
    wonAt: Instant,
    /** Until when it can be paid. */
    expiresAt: Instant,
    stage: Type.Enum(['to-pay', 'paid', 'lapsed', 'declined', 'canceled']),
    /** The latest order of it. */
    orderId: OrNull(Uuid),
    handedOverAt: OrNull(Instant),
    receivedAt: OrNull(Instant),
    image: OrNull(PictureView),
  },
  'Win',
)

export const listMyWins = endpoint({
  name: 'listMyWins',
  method: 'GET',
  path: '/v1/me/wins',
  summary: 'Lots that you have won, latest first; makes the order of one that has none yet',
  role: 'customer',
  exported: 'wins',
  answer: Shape({ data: Type.Array(WinView), now: Instant }),
  problems: [],
})

export const orderLot = endpoint({
  name: 'orderLot',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/order',
  summary:
    'The order of a lot that you have won; it is made at the end, and again if you canceled it',
  role: 'customer',
  once: true,
  creates: '/v1/orders/:id',
  params: OfLot,
  body: Shape({ price: SeenPrice }),
  answer: Shape(bookingClaim, 'LotClaim'),
  problems: [rules.notWon, orders.storeClosed, orders.soldOut, orders.priceChanged],
})

export const declineWin = endpoint({
  name: 'declineSecondChance',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/win/decline',
  summary: 'Decline a lot that you were offered as the next bidder; nothing is held against you',
  role: 'customer',
  params: OfLot,
  answer: WinView,
  problems: [rules.notWon, rules.lotTaken],
})

export const confirmReceipt = endpoint({
  name: 'confirmLotReceipt',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/win/receipt',
  summary: 'Say that you have received a lot that you paid for',
  role: 'customer',
  params: OfLot,
  answer: WinView,
  problems: [rules.notWon, rules.notPaidYet],
})
