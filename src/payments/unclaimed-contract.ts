import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, PageOf, Shape, Uuid } from '../kernel/shape.ts'
import { unclaimedMissing, unclaimedTooLittle } from '../wallets/ownerless/rules.ts'

export const LeavingView = Shape({
  /** What is in the wallet now. Charged and held must be 0 before one can leave; gifts are lost. */
  wallet: Shape({ charged: MoneyShape, granted: MoneyShape, held: MoneyShape }),
  /** What the wallet has paid for orders that have not begun: stores may still give it back. */
  mayComeBack: MoneyShape,
  /** Gifts among what was paid: they are not given back to who has left. */
  lapses: MoneyShape,
  /** Where it would go, unless `moneyBack` is `by-hand`. */
  gateways: Type.Array(Shape({ gateway: Type.String(), most: MoneyShape })),
  /** What no gateway can give back any more: it is paid out when you ask us for it. */
  byHand: MoneyShape,
})

export const quoteLeaving = endpoint({
  method: 'GET',
  path: '/v1/me/leaving',
  summary: 'What may still come back to you after you have left, and where it would go',
  role: 'customer',
  answer: LeavingView,
  problems: [],
})

export const UnclaimedView = Shape({
  /** Of the wallet that it lies in; nobody knows any more whose it was. */
  id: Uuid,
  amount: MoneyShape,
  since: Instant,
  /** The charges that the money comes from: by these their payer can be found, and can prove it. */
  charges: Type.Array(
    Shape({
      orderId: Uuid,
      orderNumber: Type.String(),
      gateway: Type.String(),
      reference: OrNull(Type.String()),
      /** What was charged, and what its gateway still holds of it. */
      charged: MoneyShape,
      left: MoneyShape,
    }),
  ),
})

export const listUnclaimed = endpoint({
  method: 'GET',
  path: '/v1/unclaimed',
  summary: 'Money of people who have left that no gateway could give back, to be paid out by hand',
  role: 'admin',
  query: Shape({
    cursor: Type.Optional(Uuid),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: PageOf(UnclaimedView),
  problems: [],
})

export const payOutUnclaimed = endpoint({
  method: 'POST',
  path: '/v1/unclaimed/:walletId/payout',
  summary: 'Say that you have paid money of somebody who left out by hand; written down for ever',
  role: 'admin',
  once: true,
  params: Shape({ walletId: Uuid }),
  body: Shape({
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    /** To whom, how, and how they proved it. */
    note: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
  }),
  answer: Shape({ id: Uuid, left: MoneyShape }),
  problems: [unclaimedMissing, unclaimedTooLittle],
})
