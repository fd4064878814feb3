import { createHmac } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import { clockNow } from '../clock.ts'
import { sandboxKeys } from '../keys.ts'
import { paymentById } from '../ledger.ts'
import type { PaymentWindow, Provider, Sandbox, WebhookStyle } from '../provider.ts'
import type { Payment } from '../rules.ts'
import { withQuery } from '../window.ts'
import type { ClosedReason } from '../window-text.ts'
import { callContextOf } from './context.ts'
import { HOLD_SECONDS, type Intent, isHoldOver, WINDOW_SECONDS } from './facts.ts'
import { decline, end, hold } from './intents.ts'
import * as refunds from './refunds.ts'
import { operations, stripeRoutes, unknownPath } from './routes.ts'
import { declineView } from './views.ts'

const intentOf = (payment: Payment) => payment as Intent

function closedReasonOf({ status, detail }: Intent): ClosedReason | undefined {
  switch (status) {
    case 'requires_action':
      return undefined
    case 'requires_capture':
      return 'authenticated'
    case 'succeeded':
      return detail.refunds.length > 0 ? 'refunded' : 'paid'
    case 'canceled':
      return 'expired'
    default:
      if (!detail.lastError) return 'missing'
      return detail.lastError.code === 'card_declined' ? 'failed' : 'quit'
  }
}

/** The bank's page, full-page or in a frame. */
const window: PaymentWindow = {
  choices: ['pay', 'fail', 'quit'],
  holdUntil: (payment) => intentOf(payment).detail.metadata.hold_until,
  isFramed: true,
  expiresAt(payment) {
    const { askedAt } = intentOf(payment).detail
    return later(askedAt === null ? payment.createdAt : new Date(askedAt), WINDOW_SECONDS)
  },
  closedReasonOf: (payment) => closedReasonOf(intentOf(payment)),
  act(sandbox, payment, choice) {
    const context = callContextOf(sandbox)
    if (choice === 'pay') hold(context, intentOf(payment))
    if (choice === 'fail') decline(context, intentOf(payment), { code: 'card_declined' })
    if (choice === 'quit')
      decline(context, intentOf(payment), { code: 'payment_intent_authentication_failure' })
  },
  returnTo(payment, over) {
    const { id, status, detail } = intentOf(payment)
    const returnUrl = detail.returnUrl ?? ''
    const isGood = ['authenticated', 'paid', 'refunded'].includes(over)
    if (detail.display === 'frame') {
      const error = declineView(detail.lastError ?? { code: failure })
      const message = isGood
        ? { paymentIntent: { id, object: 'payment_intent', status } }
        : { error }
      return { message, origin: new URL(returnUrl).origin }
    }
    const address = withQuery(returnUrl, {
      payment_intent: id,
      payment_intent_client_secret: detail.clientSecret,
      redirect_status: isGood ? 'succeeded' : 'failed',
    })
    return { address }
  },
  origins(payment) {
    const { returnUrl } = intentOf(payment).detail
    return returnUrl ? [new URL(returnUrl).origin] : []
  },
}

const failure = 'payment_intent_authentication_failure'

/**
 * Stripe backs off over three days in undocumented steps; these are ours. Each attempt is
 * signed anew. The secret is used as it stands, with its `whsec_`.
 */
const webhooks: WebhookStyle = {
  retryMinutes: [5, 15, 60, 180, 360, 720, 1440, 1440],
  timeoutMs: 10_000,
  headersOf({ body, at, spoiled }) {
    const time = Math.floor(at.getTime() / 1000)
    const signed = (secret: string) =>
      `v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
    const ours = signed(sandboxKeys.stripe.webhookSecret)
    const other = signed('whsec_of_tomorrow')
    if (spoiled === 'no-signature') return {}
    const signatures = { 'wrong-key': [other], 'two-signatures': [other, ours] }
    const told = (spoiled && signatures[spoiled]) ?? [ours]
    return { 'stripe-signature': [`t=${time}`, ...told].join(',') }
  },
}

/** Releases holds that were not captured in time. */
function releaseHolds(sandbox: Sandbox): void {
  const before = later(clockNow(sandbox.ledger), -HOLD_SECONDS).getTime()
  const held = sandbox.ledger.sql.all`
    select id from payments
     where gateway = 'stripe' and status = 'requires_capture' and created_at <= ${before}`
  const context = callContextOf(sandbox)
  for (const { id } of held) {
    const intent = paymentById(sandbox.ledger, 'stripe', String(id))
    if (intent && isHoldOver(intentOf(intent), context.now))
      end(context, intentOf(intent), 'automatic')
  }
}

export const stripeProvider: Provider = {
  name: 'stripe',
  title: 'Stripe',
  operations,
  routes: stripeRoutes,
  unknownPath,
  window,
  webhooks,
  cancelAtConsole(sandbox, payment, amount, why) {
    const context = callContextOf(sandbox)
    const asked = { amount, reason: 'requested_by_customer', metadata: {} }
    if (why === 'chargeback') refunds.dispute(context, intentOf(payment), amount)
    else refunds.give(context, intentOf(payment), asked)
  },
  refundEnded(sandbox, payment, { id, state }) {
    refunds.ended(callContextOf(sandbox), intentOf(payment), id, state === 'done')
  },
  tick: releaseHolds,
}
