import type { Static } from 'typebox'
import type { ReviewView } from './review-contract.ts'
import type { Review, Said } from './review-queries.ts'
import { whyOf } from './review-reasons.ts'

export function reviewView(review: Review): Static<typeof ReviewView> {
  const { amount, approved, refunded, refunding, currency, said, saidAt } = review
  const money = (amount: number) => ({ amount, currency })
  return {
    paymentId: review.id,
    storeId: review.storeId,
    storeName: review.storeName,
    timeZone: review.timeZone,
    orderId: review.orderId,
    orderNumber: review.orderNumber,
    gateway: review.gateway,
    reference: review.reference,
    since: review.changedAt.toISOString(),
    why: whyOf(review.reason),
    believed: {
      orderStatus: review.orderStatus,
      price: money(amount),
      taken: approved === null ? null : money(approved),
      refunded: money(refunded),
      refunding: refunding === null ? null : money(refunding),
    },
    gatewaySays: said && saidAt && { at: saidAt.toISOString(), ...sayingOf(said) },
    decisions: review.decisions.map(({ at, ...made }) => ({
      ...made,
      at: new Date(at).toISOString(),
    })),
  }
}

function sayingOf(said: Said) {
  if (!('snapshot' in said)) {
    const reason = 'reason' in said ? said.reason : null
    return { state: said.is, amount: null, refunded: null, orderNumber: null, reason }
  }
  const { state, amount, refunded, orderNumber } = said.snapshot
  const { currency } = amount
  return { state, amount, refunded: { amount: refunded, currency }, orderNumber, reason: null }
}
