import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import type { Payment } from './rules.ts'

/** How the buyer left the payment window, according to the untrusted address. */
export type Outcome = 'success' | 'quit' | 'fail'

/**
 * The address the gateway redirects the browser to. Its token replaces a session: the buyer may return
 * in another browser. It is signed for one payment and one outcome.
 */
export function returnUrl(
  engine: Engine,
  payment: Pick<Payment, 'storeId' | 'id'>,
  outcome: Outcome,
): string {
  const url = new URL(`/pay/return/${payment.id}`, engine.publicUrl)
  url.searchParams.set('t', `${payment.storeId}.${sign(engine, payment, outcome)}`)
  url.searchParams.set('outcome', outcome)
  return url.href
}

/** The signed address of the page that starts a gateway's script, in the language in which it was started, where that is known. */
export function launchUrl(
  engine: Engine,
  payment: Pick<Payment, 'storeId' | 'id'>,
  language: Language | undefined,
): string {
  const url = new URL(`/pay/open/${payment.id}`, engine.publicUrl)
  url.searchParams.set('t', `${payment.storeId}.${sign(engine, payment, 'open')}`)
  if (language) url.searchParams.set('lang', language)
  return url.href
}

/** The gateway's webhook address. */
export const noticeUrl = (engine: Engine, gateway: string): string =>
  new URL(`/v1/webhooks/${gateway}`, engine.publicUrl).href

/** The gateway's confirmation address: signed, because a confirmation pins the order. */
export function confirmUrl(
  engine: Engine,
  payment: Pick<Payment, 'storeId' | 'id' | 'gateway'>,
): string {
  const token = `${payment.storeId}.${sign(engine, payment, 'confirm')}`
  return new URL(`/v1/confirms/${payment.gateway}/${payment.id}/${token}`, engine.publicUrl).href
}

/** @returns the payment's store when the token is genuine for this payment and outcome */
export function readToken(
  engine: Engine,
  { id, token, outcome }: { id: Id<'Payment'>; token: string; outcome: string },
): Id<'Store'> | undefined {
  const [storeId = ''] = token.split('.', 1)
  const expected = Buffer.from(`${storeId}.${sign(engine, { storeId, id }, outcome)}`)
  const came = Buffer.from(token)
  return came.length === expected.length && timingSafeEqual(came, expected) ? storeId : undefined
}

const sign = (engine: Engine, { storeId, id }: Pick<Payment, 'storeId' | 'id'>, outcome: string) =>
  createHmac('sha256', engine.secret)
    .update(`payment return ${storeId} ${id} ${outcome}`)
    .digest('base64url')
