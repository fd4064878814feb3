import type { Answer } from '../answer.ts'
import { insertMove } from '../ledger.ts'
import { insertPendingRefund } from '../refunds.ts'
import { type CallContext, found, newId, notify, write } from './context.ts'
import * as facts from './facts.ts'
import { answer, Refused } from './refusals.ts'
import { chargeView, disputeView, refundView } from './views.ts'
import type { Fields } from './wire.ts'

/** Refunds, by API or console, and disputes. */
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer']

/** In order: unknown, not captured, disputed, fully refunded, too much. */
export function create(context: CallContext, ask: Fields): Answer {
  ask.only('payment_intent', 'charge', 'amount', 'reason', 'metadata')
  const charge = ask.textOrNull('charge')
  const intent = charge
    ? found(context, facts.intentIdOfCharge(charge), 'charge')
    : found(context, ask.text('payment_intent'), 'payment_intent')
  const reason = ask.textOrNull('reason')
  if (reason && !reasons.includes(reason)) throw new Refused('invalid', { param: 'reason' })
  if (intent.status !== 'succeeded')
    throw new Refused('invalid', {}, `${intent.id} does not have a successful charge to refund.`)
  if (intent.detail.disputedAt !== null) throw new Refused('charge_disputed')
  const left = facts.receivedOf(context.movesOf(intent)) - facts.refundedIn(intent)
  const amount = ask.wholeOrNull('amount') ?? left
  if (left === 0) throw new Refused('charge_already_refunded')
  if (amount < 1) throw new Refused('parameter_invalid_integer', { param: 'amount' })
  if (amount > left)
    throw new Refused('invalid', { param: 'amount' }, `Only ${left} of this charge is left.`)

  const asked = { amount, reason, metadata: ask.texts('metadata') }
  const { intent: changed, refund } = give(context, intent, asked)
  return answer(refundView(context, changed, refund, ask.list('expand')))
}

/** Refunds, or starts a pending refund if a fault says so. */
export function give(
  context: CallContext,
  intent: facts.Intent,
  asked: Pick<facts.Refund, 'amount' | 'reason' | 'metadata'>,
): { intent: facts.Intent; refund: facts.Refund } {
  const { ledger, now, key, fault } = context
  const isSlow = fault?.fault === 'pending-success' || fault?.fault === 'pending-failure'
  const status = isSlow ? 'pending' : 'succeeded'
  const refund: facts.Refund = { ...asked, id: newId('re'), status, createdAt: now.getTime() }
  const move = {
    id: refund.id,
    paymentId: intent.id,
    amount: asked.amount,
    taxFree: 0,
    vat: 0,
    note: key,
    at: now,
  }
  const ends = fault?.fault === 'pending-failure' ? ('fail' as const) : ('succeed' as const)
  if (isSlow) insertPendingRefund(ledger, { ...move, ends })
  else insertMove(ledger, { ...move, type: 'refund' })
  const changed = write(context, intent, { refunds: [...intent.detail.refunds, refund] })
  notify(context, changed, 'refund.created', refundView(context, changed, refund))
  notify(context, changed, 'charge.refunded', chargeView(context, changed))
  return { intent: changed, refund }
}

/** The end of a pending refund. */
export function ended(
  context: CallContext,
  intent: facts.Intent,
  id: string,
  isDone: boolean,
): void {
  const status = isDone ? ('succeeded' as const) : ('failed' as const)
  const refunds = intent.detail.refunds.map((one) => (one.id === id ? { ...one, status } : one))
  const changed = write(context, intent, { refunds })
  const refund = refunds.find((one) => one.id === id)
  if (!refund) return
  notify(context, changed, 'refund.updated', refundView(context, changed, refund))
  if (!isDone) notify(context, changed, 'refund.failed', refundView(context, changed, refund))
}

/** The buyer's bank takes the money back; Stripe asks the merchant to answer. */
export function dispute(context: CallContext, intent: facts.Intent, amount: number): void {
  insertMove(context.ledger, {
    id: facts.disputeId(intent),
    paymentId: intent.id,
    type: 'refund',
    amount,
    taxFree: 0,
    vat: 0,
    note: null,
    at: context.now,
  })
  const disputed = write(context, intent, { disputedAt: context.now.getTime() })
  notify(context, disputed, 'charge.dispute.created', disputeView(context, disputed))
  notify(context, disputed, 'charge.dispute.funds_withdrawn', disputeView(context, disputed))
}

export function retrieve(context: CallContext, ask: Fields, id: string): Answer {
  const { intent, refund } = foundRefund(context, id)
  return answer(refundView(context, intent, refund, ask.list('expand')))
}

export function update(context: CallContext, ask: Fields, id: string): Answer {
  ask.only('metadata')
  const { intent, refund } = foundRefund(context, id)
  const changed = { ...refund, metadata: { ...refund.metadata, ...ask.texts('metadata') } }
  const refunds = intent.detail.refunds.map((one) => (one.id === id ? changed : one))
  return answer(
    refundView(context, write(context, intent, { refunds }), changed, ask.list('expand')),
  )
}

/** Only a refund awaiting bank details can be canceled, which a card's never is. */
export function cancel(context: CallContext, _: Fields, id: string): Answer {
  foundRefund(context, id)
  throw new Refused('invalid', {}, 'This refund cannot be canceled as it stands.')
}

function foundRefund(context: CallContext, id: string) {
  const row = context.ledger.sql.get`
    select payment_id as "intentId" from moves where id = ${id} and type = 'refund'
     union select payment_id from pending_refunds where id = ${id}`
  const intent = row && found(context, String(row.intentId))
  const refund = intent?.detail.refunds.find((one) => one.id === id)
  if (!intent || !refund) throw new Refused('resource_missing', { param: 'id' })
  return { intent, refund }
}
