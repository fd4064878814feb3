import type { Static } from 'typebox'
import type { ReviewView } from './review-contract.ts'
import type { Reply, Review } from './review-queries.ts'
import { whyOf } from './review-reasons.ts'

export function reviewView(review: Review): Static<typeof ReviewView> {
  const { amount, approved, refunded, refunding, currency, reply, repliedAt } = review
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
    gatewaySays: reply && repliedAt && { at: repliedAt.toISOString(), ...replyView(reply) },
    decisions: review.decisions.map(({ at, ...made }) => ({
      ...made,
      at: new Date(at).toISOString(),
    })),
  }
}

function replyView(reply: Reply) {
  if (!('snapshot' in reply)) {
    const reason = 'reason' in reply ? reply.reason : null
    return { state: reply.is, amount: null, refunded: null, orderNumber: null, reason }
  }
  const { state, amount, refunded, orderNumber } = reply.snapshot
  const { currency } = amount
  return { state, amount, refunded: { amount: refunded, currency }, orderNumber, reason: null }
}
