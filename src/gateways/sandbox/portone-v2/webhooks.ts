import { createHmac } from 'node:crypto'
import { sandboxKeys } from '../keys.ts'
import type { Ledger } from '../ledger.ts'
import type { WebhookStyle } from '../provider.ts'
import { merchantAddress, queueWebhook } from '../webhooks.ts'
import type { PortOnePayment } from './facts.ts'

/** Standard Webhooks: five more tries, further apart each time, under one id. */
export const webhookStyle: WebhookStyle = {
  retryMinutes: [1, 4, 16, 64, 256],
  timeoutMs: 30_000,
  headersOf({ eventId, body, machineAt, spoiled }) {
    const timestamp = String(Math.floor(machineAt.getTime() / 1000))
    const signed = { 'webhook-id': eventId, 'webhook-timestamp': timestamp }
    if (spoiled === 'no-signature') return signed
    const [ours] = sandboxKeys.portOneV2.webhookSecrets
    const other = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCBlbnRpcmVseQ=='
    const secrets = { 'wrong-key': [other], 'two-signatures': [other, ours] }
    const by = (spoiled && secrets[spoiled]) ?? [ours]
    const signatures = by.map((secret) => sign(secret, `${eventId}.${timestamp}.${body}`))
    return { ...signed, 'webhook-signature': signatures.join(' ') }
  },
}

/** The part after `whsec_` is the key in base64, unlike Stripe's. */
function sign(secret: string, text: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`
}

export const bodyOf = (payment: PortOnePayment, type: string, at: Date, extra: object = {}) => ({
  type: `Transaction.${type}`,
  timestamp: at.toISOString(),
  data: {
    paymentId: payment.orderId,
    storeId: sandboxKeys.portOneV2.storeId,
    transactionId: payment.id,
    ...extra,
  },
})

/** Queues a webhook to the payment's notice addresses, else to the merchant's. */
export function notify(
  ledger: Ledger,
  payment: PortOnePayment,
  event: { readonly type: string; readonly at: Date; readonly cancellationId?: string },
): void {
  const { type, at, cancellationId } = event
  const body = bodyOf(payment, type, at, cancellationId ? { cancellationId } : {})
  for (const url of addressesOf(ledger, payment))
    queueWebhook(ledger, { gateway: 'portone-v2', orderId: payment.orderId, url, body })
}

export const addressesOf = (
  ledger: Ledger,
  { detail }: PortOnePayment,
): readonly (string | undefined)[] =>
  detail.noticeUrls.length > 0 ? detail.noticeUrls : [merchantAddress(ledger, 'portone-v2')]
