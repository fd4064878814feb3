import { randomBytes } from 'node:crypto'
import { webAddress } from '../addresses.ts'
import type { Answer } from '../answer.ts'
import { insertMove, insertPayment } from '../ledger.ts'
import { type CallContext, found, newId, notify, write } from './context.ts'
import * as facts from './facts.ts'
import { answer, Refused, refusal } from './refusals.ts'
import { intentView } from './views.ts'
import type { Fields } from './wire.ts'

/**
 * PaymentIntents, on the sandbox's ledger:
 *
 *   requires_payment_method ─ confirm ─▶ requires_action ─ pay ─▶ requires_capture ─ capture ─▶ succeeded
 *        ▲    (requires_confirmation)         │                         │
 *        └──────────── quit, wrong password ──┘                         └─ cancel, seven days ─▶ canceled
 */
const notifyIntent = (context: CallContext, intent: facts.Intent, type: string) =>
  notify(context, intent, `payment_intent.${type}`, intentView(context, intent))

const currencies = ['KRW', 'USD', 'EUR', 'JPY']

export function create(context: CallContext, ask: Fields): Answer {
  ask.only(
    ...['amount', 'currency', 'capture_method', 'metadata', 'description', 'confirm'],
    ...['automatic_payment_methods', 'payment_method_types', 'payment_method', 'return_url'],
    ...['payment_method_data', 'payment_method_options', 'receipt_email', 'statement_descriptor'],
  )
  const amount = ask.whole('amount')
  const currency = ask.text('currency', 3).toUpperCase()
  if (amount < 1) throw new Refused('parameter_invalid_integer', { param: 'amount' })
  if (amount > 99_999_999) throw new Refused('amount_too_large', { param: 'amount' })
  if (!currencies.includes(currency)) throw new Refused('invalid', { param: 'currency' })
  const id = newId('pi')
  const metadata = withoutEmpty(ask.texts('metadata'))
  const description = ask.textOrNull('description')
  const paymentMethod = ask.textOrNull('payment_method')
  const intent: facts.Intent = {
    gateway: 'stripe',
    id,
    orderId: metadata.order_number ?? metadata.order_id ?? id,
    windowKey: randomBytes(24).toString('base64url'),
    title: description ?? id,
    amount,
    taxFree: 0,
    vat: 0,
    currency,
    status: paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    token: null,
    method: 'CARD',
    detail: {
      clientSecret: `${id}_secret_${randomBytes(12).toString('hex')}`,
      captureMethod: captureMethod(ask.textOrNull('capture_method')),
      metadata,
      description,
      paymentMethod,
      returnUrl: null,
      display: 'redirect',
      askedAt: null,
      heldAt: null,
      lastError: null,
      canceledAt: null,
      cancellationReason: null,
      refunds: [],
      disputedAt: null,
    },
    createdAt: context.now,
  }
  insertPayment(context.ledger, intent)
  notifyIntent(context, intent, 'created')
  if (ask.flag('confirm')) return confirmed(context, intent, ask)
  return answer(intentView(context, intent, ask.list('expand')))
}

function captureMethod(asked: string | null): 'manual' | 'automatic' {
  if (asked === 'manual') return 'manual'
  if (asked === null || asked === 'automatic' || asked === 'automatic_async') return 'automatic'
  throw new Refused('invalid', { param: 'capture_method' })
}

/** The amount is immutable in the ledger. */
export function update(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('metadata', 'description')
  const intent = found(context, id)
  const metadata = withoutEmpty({ ...intent.detail.metadata, ...ask.texts('metadata') })
  const description = ask.textOrNull('description') ?? intent.detail.description
  return answer(
    intentView(context, write(context, intent, { metadata, description }), ask.list('expand')),
  )
}

const withoutEmpty = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

export function confirm(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('payment_method', 'payment_method_data', 'return_url', 'client_secret', 'use_stripe_sdk')
  return confirmed(context, found(context, id), ask)
}

/** Stripe's test methods confirm at once; others need the window. */
const declines: Readonly<Record<string, facts.Decline>> = {
  pm_card_chargeDeclined: { code: 'card_declined', decline_code: 'generic_decline' },
  pm_card_chargeDeclinedInsufficientFunds: {
    code: 'card_declined',
    decline_code: 'insufficient_funds',
  },
  pm_card_chargeDeclinedExpiredCard: { code: 'expired_card' },
}

function confirmed(context: CallContext, intent: facts.Intent, ask: Fields): Answer {
  const expand = ask.list('expand')
  if (!facts.isWaiting(intent)) throw unexpected(context, intent)
  const typed = ask.under('payment_method_data').textOrNull('type')
  const paymentMethod =
    ask.textOrNull('payment_method') ?? (typed ? newId('pm') : intent.detail.paymentMethod)
  if (!paymentMethod) throw unexpected(context, intent, 'A payment method is missing.')
  const declined = declines[paymentMethod]
  if (declined) {
    const failed = decline(context, write(context, intent, { paymentMethod }), declined)
    const extras = { ...declined, payment_intent: intentView(context, failed) }
    return refusal(new Refused(declined.code, extras))
  }
  if (/^pm_card_(?!authenticationRequired)/.test(paymentMethod))
    return answer(
      intentView(context, hold(context, write(context, intent, { paymentMethod })), expand),
    )

  const returnUrl = returnAddress(ask.text('return_url'))
  const asked = openWindow(context, intent, { paymentMethod, returnUrl, display: 'redirect' })
  return answer(intentView(context, asked, expand))
}

/** Sends the buyer to the window. */
export function openWindow(
  context: CallContext,
  intent: facts.Intent,
  how: Pick<facts.Detail, 'paymentMethod' | 'returnUrl' | 'display'>,
): facts.Intent {
  const askedAt = context.now.getTime()
  const asked = write(context, intent, {
    ...how,
    status: 'requires_action',
    askedAt,
    lastError: null,
  })
  notifyIntent(context, asked, 'requires_action')
  return asked
}

export const returnAddress = (text: string) =>
  webAddress(text, () => new Refused('url_invalid', { param: 'return_url' }))

/** Declined: the intent waits for another card. */
export function decline(context: CallContext, intent: facts.Intent, lastError: facts.Decline) {
  const failed = write(context, intent, { status: 'requires_payment_method', lastError })
  notifyIntent(context, failed, 'payment_failed')
  return failed
}

/** Authorized: held, or captured at once without manual capture. */
export function hold(context: CallContext, intent: facts.Intent): facts.Intent {
  const change = { status: 'requires_capture', heldAt: context.now.getTime() } as const
  const held = write(context, intent, { ...change, lastError: null })
  if (held.detail.captureMethod === 'automatic') return take(context, held, held.amount)
  notifyIntent(context, held, 'amount_capturable_updated')
  return held
}

function take(context: CallContext, intent: facts.Intent, amount: number): facts.Intent {
  insertMove(context.ledger, {
    id: newId('txn'),
    paymentId: intent.id,
    type: 'approval',
    amount,
    taxFree: 0,
    vat: 0,
    note: context.key,
    at: context.now,
  })
  const taken = write(context, intent, { status: 'succeeded' })
  notifyIntent(context, taken, 'succeeded')
  return taken
}

export function retrieve(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('client_secret')
  return answer(intentView(context, found(context, id), ask.list('expand')))
}

/** In order: unknown, hold expired, not held, wrong amount. */
export function capture(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('amount_to_capture', 'final_capture', 'metadata', 'statement_descriptor')
  const intent = found(context, id)
  const amount = ask.wholeOrNull('amount_to_capture') ?? intent.amount
  if (facts.isHoldOver(intent, context.now))
    throw new Refused('capture_charge_authorization_expired')
  if (intent.status !== 'requires_capture') throw unexpected(context, intent)
  if (amount < 1) throw new Refused('parameter_invalid_integer', { param: 'amount_to_capture' })
  if (amount > intent.amount) throw new Refused('amount_too_large', { param: 'amount_to_capture' })
  return answer(intentView(context, take(context, intent, amount), ask.list('expand')))
}

/** The bank declines the capture, and the intent is canceled. */
export function failCapture(context: CallContext, id: string): void {
  const intent = found(context, id)
  if (intent.status === 'requires_capture')
    end(context, write(context, intent, { lastError: { code: 'card_declined' } }), null)
}

const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']

export function cancel(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('cancellation_reason')
  const intent = found(context, id)
  const reason = ask.textOrNull('cancellation_reason')
  if (reason && !reasons.includes(reason))
    throw new Refused('invalid', { param: 'cancellation_reason' })
  const isHeld = intent.status === 'requires_capture'
  if (!facts.isWaiting(intent) && !isHeld) throw unexpected(context, intent)
  return answer(intentView(context, end(context, intent, reason), ask.list('expand')))
}

/** Cancels the intent and releases its hold. */
export function end(context: CallContext, intent: facts.Intent, cancellationReason: string | null) {
  const canceledAt = context.now.getTime()
  const ended = write(context, intent, { status: 'canceled', canceledAt, cancellationReason })
  notifyIntent(context, ended, 'canceled')
  return ended
}

function unexpected(context: CallContext, intent: facts.Intent, message?: string): Refused {
  const extras = { payment_intent: intentView(context, intent) }
  return new Refused('payment_intent_unexpected_state', extras, message)
}
