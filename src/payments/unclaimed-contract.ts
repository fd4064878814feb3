import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, PageOf, Paragraph, Shape, Uuid } from '../kernel/shape.ts'
import { unclaimedMissing, unclaimedTooLittle } from '../wallets/ownerless/rules.ts'

export const LeavingView = Shape(
  {
    /** Current balances. Charged and held must be 0 to leave; granted balance lapses. */
    wallet: Shape({ charged: MoneyShape, granted: MoneyShape, held: MoneyShape }),
    /** Paid by wallet for orders that have not begun: stores may still refund it. */
    mayComeBack: MoneyShape,
    /** The granted part of it: not refunded after leaving. */
    lapses: MoneyShape,
    /** Where refunds go, unless `moneyBack` is `by-hand`. */
    gateways: Type.Array(Shape({ gateway: Type.String(), most: MoneyShape })),
    /** What no gateway can refund: paid out by hand on request. */
    byHand: MoneyShape,
  },
  'LeavingQuote',
)

export const quoteLeaving = endpoint({
  name: 'quoteLeaving',
  method: 'GET',
  path: '/v1/me/leaving',
  summary: 'Quote the refunds that may follow after you leave, and where they go',
  role: 'customer',
  answer: LeavingView,
  problems: [],
})

export const UnclaimedView = Shape(
  {
    /** The id of the ownerless wallet. */
    id: Uuid,
    amount: MoneyShape,
    since: Instant,
    /** The charges behind the balance: they identify the payer. */
    charges: Type.Array(
      Shape({
        orderId: Uuid,
        orderNumber: Type.String(),
        gateway: Type.String(),
        reference: OrNull(Type.String()),
        /** The charged amount, and what its gateway still holds. */
        charged: MoneyShape,
        left: MoneyShape,
      }),
    ),
  },
  'UnclaimedBalance',
)

export const listUnclaimed = endpoint({
  name: 'listUnclaimed',
  method: 'GET',
  path: '/v1/unclaimed',
  summary: 'List unclaimed balances of ownerless wallets, to be paid out by hand',
  role: 'admin',
  query: Shape({
    cursor: Type.Optional(Uuid),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: PageOf(UnclaimedView),
  problems: [],
})

export const payOutUnclaimed = endpoint({
  name: 'payOutUnclaimed',
  method: 'POST',
  path: '/v1/unclaimed/:walletId/payout',
  summary: 'Record a payout by hand of an unclaimed balance',
  role: 'admin',
  once: true,
  params: Shape({ walletId: Uuid }),
  body: Shape({
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    /** To whom, how, and what proof was given. */
    note: Paragraph({ least: 1, most: 1000 }),
  }),
  answer: Shape({ id: Uuid, left: MoneyShape }),
  problems: [unclaimedMissing, unclaimedTooLittle],
})
