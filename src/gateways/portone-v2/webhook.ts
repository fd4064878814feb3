import { verify, WebhookVerificationError } from '@portone/server-sdk/webhook'
import type { RawCall, WebhookRead } from '../../payments/gateway.ts'
import { objectIn, text } from '../json-fields.ts'
import type { PortOneV2Settings } from './call.ts'

/**
 * Reads a webhook after PortOne's own verifier has accepted its signature. The verifier uses
 * the machine's clock, not ours: a signature is valid for five minutes of real time.
 */
export async function readWebhook(
  settings: PortOneV2Settings,
  { headers, body }: RawCall,
): Promise<WebhookRead> {
  const payload = body.toString('utf8')
  let reason = 'no secret'
  for (const secret of settings.webhookSecrets) {
    try {
      const webhook = await verify(secret, payload, { ...headers })
      return hintOf(settings, webhook, headers['webhook-id'] ?? '')
    } catch (error) {
      reason = error instanceof WebhookVerificationError ? error.reason : 'not readable'
    }
  }
  return { is: 'rejected', reason }
}

/** `Transaction.Confirm` is handled elsewhere; billing keys and other stores are ignored. */
function hintOf(settings: PortOneV2Settings, webhook: unknown, eventId: string): WebhookRead {
  const { type, data } = objectIn(webhook)
  const { paymentId, transactionId, storeId } = objectIn(data)
  const [kind, reference] = [text(type) ?? '', text(paymentId)]
  const isOurs = kind.startsWith('Transaction.') && kind !== 'Transaction.Confirm'
  if (!isOurs || !reference || storeId !== settings.storeId) return { is: 'ignored', kind }
  const approvalReference = text(transactionId)
  return {
    ...{ is: 'hint', eventId, reference, kind, trust: 'signed' },
    ...(approvalReference && { approvalReference }),
  }
}
