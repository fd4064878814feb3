import { koreanTime } from '../clock.ts'
import { type Ledger, movesOf } from '../ledger.ts'
import type { WebhookStyle } from '../provider.ts'
import { queueWebhook } from '../webhooks.ts'
import type { TossPayment } from './facts.ts'
import { paymentView } from './views.ts'

interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
  readonly url: string
}

/**
 * Toss sends an unsigned webhook for every change of status; for virtual accounts two,
 * in two formats, as for merchants registered for both.
 */
export function notifyStatus(context: CallContext, payment: TossPayment): void {
  const { ledger, now } = context
  const { orderId, status, detail } = payment
  const createdAt = `${koreanTime(now)}.000000`
  const data = paymentView(context, payment)
  const changed = { eventType: 'PAYMENT_STATUS_CHANGED', createdAt, data }
  queueWebhook(ledger, { gateway: 'toss', orderId, body: changed })
  if (!detail.account) return
  const transactionKey = movesOf(ledger, payment.id).at(-1)?.id ?? payment.id
  const deposit = { createdAt, secret: detail.secret, status, transactionKey, orderId }
  queueWebhook(ledger, { gateway: 'toss', orderId, body: deposit })
}

export const webhooks: WebhookStyle = {
  retryMinutes: [1, 4, 16, 64, 256, 1024, 4096],
  timeoutMs: 10_000,
  headersOf: ({ eventId, attempt, at }) => ({
    'tosspayments-webhook-transmission-id': eventId,
    'tosspayments-webhook-transmission-time': at.toISOString(),
    'tosspayments-webhook-transmission-retried-count': String(attempt - 1),
  }),
}
