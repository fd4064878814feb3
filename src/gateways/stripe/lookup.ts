import type Stripe from 'stripe'
import type { Lookup, Snapshot } from '../../payments/gateway.ts'
import { call, type Reply } from './call.ts'
import * as codes from './codes.ts'
import * as shapes from './shapes.ts'

/** An intent with its refunds and disputes. */
export interface PaymentFacts {
  readonly is: 'known'
  readonly intent: shapes.Intent
  readonly refunds: readonly shapes.Refund[]
  readonly disputes: readonly shapes.Dispute[]
}

type NotKnown = Exclude<Reply, { is: 'answered' }>

/** The parts that must be expanded to read an intent. */
export const whole = { expand: ['latest_charge.refunds'] }

/** One call in nearly every case; more for more than ten refunds, and for a dispute. */
export async function look(stripe: Stripe, id: string): Promise<PaymentFacts | NotKnown> {
  const reply = await call('retrieve', () => stripe.paymentIntents.retrieve(id, whole))
  if (reply.is !== 'answered') return reply
  const intent = shapes.readIntent(reply.body)
  if (!intent || intent.id !== id) return codes.incomplete
  const { charge } = intent
  const ask = { payment_intent: id, limit: 100 }
  const [refunds, disputes] = await Promise.all([
    charge?.hasMore ? call('list-refunds', () => stripe.refunds.list(ask)) : undefined,
    charge?.isDisputed ? call('list-disputes', () => stripe.disputes.list(ask)) : undefined,
  ])
  if (refunds && refunds.is !== 'answered') return refunds
  if (disputes && disputes.is !== 'answered') return disputes
  const allRefunds = refunds ? shapes.readRefunds(refunds.body) : charge?.refunds
  const allDisputes = disputes ? shapes.readDisputes(disputes.body) : []
  const isCut = refunds?.body.has_more === true || disputes?.body.has_more === true
  if (isCut || !allDisputes || (intent.status === 'succeeded' && !allRefunds))
    return codes.incomplete
  return { is: 'known', intent, refunds: allRefunds ?? [], disputes: allDisputes }
}

export async function lookup(stripe: Stripe, id: string, isLive: boolean): Promise<Lookup> {
  const known = await look(stripe, id)
  if (known.is === 'refused' && codes.isMissing(known.refusal)) return { is: 'not-found' }
  if (known.is !== 'known') return codes.unknown(known)
  const snapshot = snapshotOf(known, isLive)
  if (!snapshot) return { is: 'unknown', reason: `stripe status ${known.intent.status}` }
  return { is: 'found', snapshot }
}

/** The money is withheld during a dispute, except for `warning_…` and `won`. */
const takenBack = new Set([
  'needs_response',
  'under_review',
  'lost',
  'appeal_needs_response',
  'appeal_under_review',
])
const lettingGo = new Set(['warning_needs_response', 'warning_under_review', 'warning_closed'])
const settled = new Set(['won', 'prevented'])

/** Completed refunds and disputes; undefined if a status is unknown. */
export function moneyReturned({
  refunds,
  disputes,
}: PaymentFacts): Snapshot['refunds'] | undefined {
  const isKnown = disputes.every(
    ({ status }) => takenBack.has(status) || lettingGo.has(status) || settled.has(status),
  )
  if (!isKnown) return undefined
  const done = refunds.filter(({ status }) => status === 'succeeded')
  return [
    ...done.map(({ id: reference, amount, operationKey }) => ({
      reference,
      amount,
      ...(operationKey && { operationKey }),
    })),
    ...disputes
      .filter(({ status }) => takenBack.has(status))
      .map(({ id: reference, amount }) => ({ reference, amount })),
  ]
}

/** Undefined for an unknown status, which never means failed. */
export function snapshotOf(known: PaymentFacts, isLive: boolean): Snapshot | undefined {
  const { intent } = known
  const { charge, status } = intent
  const refunds = moneyReturned(known)
  const state = refunds && stateOf(intent, sumOf(refunds))
  if (!state || (status === 'succeeded' && !charge)) return undefined
  const isTaken = status === 'succeeded'
  return {
    ...state,
    ...(state.state === 'open' && intent.lastError && { lastTry: lastTryOf(intent.lastError) }),
    reference: intent.id,
    orderNumber: intent.orderNumber,
    buyer: intent.buyer,
    amount: { amount: isTaken ? intent.received : intent.amount, currency: intent.currency },
    taxFree: intent.taxFree,
    refunded: sumOf(refunds),
    refunds,
    ...(isTaken && charge && { approvalReference: charge.id }),
    ...(isTaken && charge?.createdAt && { approvedAt: charge.createdAt }),
    ...(charge?.method && { method: charge.method }),
    ...(isTaken && charge?.receiptUrl && { receiptUrl: charge.receiptUrl }),
    ...(intent.isLive !== isLive && { differs: ['livemode'] }),
  }
}

export const sumOf = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0)

/** Of the bank's page Stripe says only that the buyer did not authenticate, as who quits it does not. */
const lastTryOf = (code: string) =>
  code === 'payment_intent_authentication_failure' ? ('quit' as const) : ('declined' as const)

/** After a declined card the intent stays open for another one. */
const open: ReadonlySet<string> = new Set([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
])
const timeUp: ReadonlySet<string | undefined> = new Set(['automatic', 'expired', 'abandoned'])

function stateOf(
  { status, received, cancellationReason }: shapes.Intent,
  refunded: number,
): Pick<Snapshot, 'state' | 'final'> | undefined {
  if (open.has(status)) return { state: 'open', final: false }
  if (status === 'canceled')
    return { state: timeUp.has(cancellationReason) ? 'expired' : 'declined', final: true }
  if (status !== 'succeeded') return undefined
  if (refunded === 0) return { state: 'paid', final: true }
  return { state: refunded < received ? 'partly-refunded' : 'refunded', final: true }
}
