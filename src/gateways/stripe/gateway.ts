import type Stripe from 'stripe'
import type {
  Approval,
  ApproveAsk,
  Gateway,
  PrepareAsk,
  Prepared,
  Returned,
} from '../../payments/gateway.ts'
import { currencies } from '../json-fields.ts'
import { CALL_SECONDS, call, clientOf, type StripeSettings } from './call.ts'
import { cancel } from './cancel.ts'
import * as codes from './codes.ts'
import { launcherOf } from './launch.ts'
import { list } from './list.ts'
import { look, lookup, type PaymentFacts, snapshotOf, whole } from './lookup.ts'
import * as shapes from './shapes.ts'
import { readWebhook } from './webhook.ts'

/**
 * Stripe with manual capture, through its own package: we create a PaymentIntent, the buyer
 * confirms it in the browser, the bank holds the money, and our approval captures it. Every call
 * that changes something carries our operation key; an uncaptured hold ends after a week.
 */
export function stripe(settings: StripeSettings): Gateway {
  const client = clientOf(settings)
  const isLive = /^[a-z]+_live_/.test(settings.secretKey)
  return {
    name: 'stripe',
    approveMode: 'server',
    currencies: currencies,
    // Ours: Stripe would let the buyer take days.
    sessionSeconds: 1800,
    callSeconds: CALL_SECONDS,
    launcher: launcherOf(settings),
    prepare: (ask) => prepare(client, settings, ask),
    parseReturn,
    approve: (ask) => approve(client, ask, isLive),
    lookup: ({ reference }) => lookup(client, reference, isLive),
    cancel: (ask) => cancel(client, ask),
    close: (ask) => close(client, ask),
    readWebhook: (call) => readWebhook(client, settings.webhookSecret, call),
    list: (ask) => list(client, ask, isLive),
  }
}

async function prepare(
  client: Stripe,
  settings: StripeSettings,
  ask: PrepareAsk,
): Promise<Prepared> {
  const { amount, currency } = ask.amount
  if (!currencies.includes(currency))
    return { is: 'rejected', reason: `stripe does not take ${currency}` }
  const reply = await call('create', () =>
    client.paymentIntents.create(createAsk(ask), { idempotencyKey: `${ask.paymentId}-prepare` }),
  )
  if (reply.is === 'refused' && codes.isRejectedCreate(reply.refusal))
    return codes.rejected(reply.refusal)
  const intent = reply.is === 'answered' ? shapes.readIntent(reply.body) : undefined
  if (!intent?.clientSecret) return codes.unknown(reply)
  if (intent.amount !== amount || intent.orderNumber !== ask.orderNumber)
    return { is: 'unknown', reason: 'stripe answered for another payment' }
  const launch = {
    publishableKey: settings.publishableKey,
    clientSecret: intent.clientSecret,
    confirmParams: { return_url: ask.returnUrls.success },
    returnUrls: ask.returnUrls,
    title: ask.title,
    amount: ask.amount,
  }
  return { is: 'prepared', reference: intent.id, launch }
}

const createAsk = (ask: PrepareAsk): Stripe.PaymentIntentCreateParams => ({
  amount: ask.amount.amount,
  currency: ask.amount.currency.toLowerCase(),
  capture_method: 'manual',
  automatic_payment_methods: { enabled: true },
  description: [...ask.title].slice(0, 200).join(''),
  metadata: {
    order_number: ask.orderNumber,
    buyer: ask.buyer,
    payment_id: ask.paymentId,
    tax_free: String(ask.taxFree),
    hold_until: ask.holdUntil.toISOString(),
  },
})

/** Stripe redirects to one address with the outcome in its query. */
const parseReturn = ({
  payment_intent: intent,
  redirect_status: status,
}: Readonly<Record<string, string>>): Returned =>
  intent && status !== 'failed' ? { clientToken: intent } : {}

/** Captures the hold after comparing everything else. */
async function approve(client: Stripe, ask: ApproveAsk, isLive: boolean): Promise<Approval> {
  const { reference, amount, operationKey } = ask
  if (ask.clientToken !== reference) return declined('another payment')
  const known = await look(client, reference)
  if (known.is !== 'known') return codes.unknown(known)
  const before = beforeCapture(known, ask, isLive)
  if (before) return before

  const reply = await call('capture', () =>
    client.paymentIntents.capture(
      reference,
      { amount_to_capture: amount.amount, ...whole },
      { idempotencyKey: operationKey },
    ),
  )
  if (reply.is === 'refused' && codes.isExpired(reply.refusal)) return { is: 'expired' }
  if (reply.is === 'refused' && codes.isDeclinedCapture(reply.refusal))
    return { is: 'declined', reason: codes.describe(reply.refusal) }
  const intent = reply.is === 'answered' ? shapes.readIntent(reply.body) : undefined
  if (intent?.id !== reference) return codes.unknown(reply)
  const refunds = intent.charge?.refunds
  const after = refunds && snapshotOf({ is: 'known', intent, refunds, disputes: [] }, isLive)
  return after?.state === 'paid' ? { is: 'approved', snapshot: after } : codes.incomplete
}

/**
 * Stripe checks neither buyer nor amount of a capture. So, in order: declined if this
 * is another order, buyer or amount; expired or declined once the intent is over; approved if it
 * was captured before; declined if unpaid. Undefined when the bank holds the amount.
 */
function beforeCapture(
  known: PaymentFacts,
  ask: ApproveAsk,
  isLive: boolean,
): Approval | undefined {
  const { intent } = known
  const { amount, currency } = ask.amount
  const differs = [
    intent.orderNumber !== ask.orderNumber && 'order',
    intent.buyer !== ask.buyer && 'buyer',
    (intent.amount !== amount || intent.currency !== currency) && 'amount',
    intent.isLive !== isLive && 'mode',
  ].filter((one) => one !== false)
  const isTaken = intent.status === 'succeeded'
  if (differs.length > 0 && !isTaken) return declined(`another ${differs.join(', ')}`)
  const snapshot = snapshotOf(known, isLive)
  if (snapshot?.state === 'expired') return { is: 'expired' }
  if (snapshot?.state === 'declined') return declined('canceled')
  if (snapshot?.state === 'paid' && differs.length === 0) return { is: 'approved', snapshot }
  if (intent.status === 'requires_payment_method') return declined('nobody has paid')
  if (intent.status === 'requires_capture') return undefined
  return { is: 'unknown', reason: `stripe status ${intent.status}` }
}

const declined = (why: string) => ({ is: 'declined' as const, reason: `stripe: ${why}` })

/** Stripe refuses this once the money is taken; the payment is looked up in any case. */
async function close(
  client: Stripe,
  { reference, operationKey }: { readonly reference: string; readonly operationKey: string },
): Promise<void> {
  await call('cancel', () =>
    client.paymentIntents.cancel(
      reference,
      { cancellation_reason: 'abandoned' },
      { idempotencyKey: operationKey },
    ),
  )
}
