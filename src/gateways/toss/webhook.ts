import { parse } from '../../kernel/json.ts'
import type { RawCall, WebhookRead } from '../../payments/gateway.ts'
import { isJsonObject, type JsonObject, text } from '../json-fields.ts'

const LENGTH_MOST = 200

/**
 * Toss does not sign payment webhooks: they are hints that name an order to look up. Retries carry the
 * same transmission id.
 */
export function readWebhook({ headers, body }: RawCall): WebhookRead {
  const eventId = headers['tosspayments-webhook-transmission-id']
  if (!eventId || eventId.length > LENGTH_MOST) return rejected('toss sent no transmission id')
  const said = parse(body.toString('utf8'))
  if (!isJsonObject(said)) return rejected('toss sent no JSON object')
  const { kind, data } = eventOf(said)
  const reference = text(data?.orderId)
  if (!data || !reference) return { is: 'ignored', kind }
  if (reference.length > LENGTH_MOST) return rejected('toss sent no order id of ours')
  return { is: 'hint', eventId, reference, kind, trust: 'unsigned' }
}

/** A deposit webhook has another shape, without an event type. */
function eventOf(said: JsonObject): { readonly kind: string; readonly data?: JsonObject } {
  const type = text(said.eventType)
  if (!type && text(said.secret) && text(said.transactionKey))
    return {
      kind: ['DEPOSIT_CALLBACK', text(said.status)?.slice(0, 40)].join(' ').trim(),
      data: said,
    }
  const data = isJsonObject(said.data) ? said.data : undefined
  const kind = [type ?? 'unnamed', text(data?.status)].join(' ').trim().slice(0, LENGTH_MOST)
  return type === 'PAYMENT_STATUS_CHANGED' && data ? { kind, data } : { kind }
}

const rejected = (reason: string): WebhookRead => ({ is: 'rejected', reason })
