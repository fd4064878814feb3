import { later } from '../../../kernel/time.ts'
import type { Answer } from '../answer.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, paymentById } from '../ledger.ts'
import { type Asked, done } from './calls.ts'
import { changeStatus } from './changes.ts'
import { expiresAt, type PortOnePayment } from './facts.ts'
import { begin } from './open.ts'
import { Refused } from './refusals.ts'

/** Payment sessions: a page of PortOne with a shareable address, which can be closed. */

const TTL_SECONDS = 3_600
const TTL_MOST_SECONDS = 30 * 86_400

export function openSession({ ledger, now, url, fields }: Asked): Answer {
  const ttlSeconds = fields.wholeOrNull('ttlSeconds') ?? TTL_SECONDS
  if (ttlSeconds > TTL_MOST_SECONDS) throw new Refused('MAX_PAYMENT_SESSION_TTL_EXCEEDED')
  fields.text('country')
  const { profileKey, autoChannelKey } = sandboxKeys.portOneV2Merchant
  if (fields.text('profileKey') !== profileKey) throw new Refused('INVALID_REQUEST')
  const sessionUntil = later(now, ttlSeconds).toISOString()
  const opened = { channelKey: autoChannelKey, method: 'CARD', opener: null, sessionUntil }
  const payment = begin(ledger, fields, opened, now)
  return done({ sessionId: payment.id, url: windowUrl(url, payment), expiresAt: sessionUntil })
}

/** Public. */
export function getSession(asked: Asked): Answer {
  const payment = session(asked)
  if (asked.now >= expiresAt(payment)) throw new Refused('PAYMENT_SESSION_EXPIRED')
  const { orderId, title, amount, currency, detail } = payment
  return done({
    sessionId: payment.id,
    ...{ paymentId: orderId, orderName: title, totalAmount: amount, currency },
    storeId: sandboxKeys.portOneV2.storeId,
    profileKey: sandboxKeys.portOneV2Merchant.profileKey,
    ...(detail.redirectUrl && { redirectUrl: detail.redirectUrl }),
    ...(detail.customData && { customData: detail.customData }),
    expiresAt: detail.sessionUntil,
  })
}

/** Idempotent. */
export function closeSession(asked: Asked): Answer {
  const payment = session(asked)
  const { ledger, now } = asked
  if (now < expiresAt(payment))
    changeStatus(ledger, payment, {
      status: payment.status,
      at: now,
      detail: { sessionUntil: now.toISOString() },
    })
  return done({})
}

export const windowUrl = (
  url: string,
  { windowKey }: PortOnePayment,
  language?: 'ko' | 'en',
): string => `${url}/window/${windowKey}/pc${language ? `?lang=${language}` : ''}`

function session({ ledger, id }: { readonly ledger: Ledger; readonly id: string }): PortOnePayment {
  const payment = paymentById(ledger, 'portone-v2', id) as PortOnePayment | undefined
  if (!payment?.detail.sessionUntil) throw new Refused('PAYMENT_SESSION_NOT_FOUND')
  return payment
}
