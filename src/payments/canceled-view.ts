import type { Order } from '../orders/rules.ts'
import { orderView } from '../orders/view.ts'
import type { CancelOutcome } from './cancel.ts'

/** The answer of a cancellation, as it is stored for replays. */
export const canceledAnswer = (order: Order, now: Date, { refund, kept }: CancelOutcome): string =>
  JSON.stringify({
    ...orderView(order, now),
    refund: { amount: refund, currency: order.currency },
    kept: { amount: kept, currency: order.currency },
  })
