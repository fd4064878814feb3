import { randomInt, randomUUID } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import { insertMove, type Ledger, movesOf, writePayment } from '../ledger.ts'
import { insertPendingRefund, PENDING_SECONDS } from '../refunds.ts'
import { leftOf, type Move } from '../rules.ts'
import { ACCOUNT_SECONDS, type CancelFacts, type PortOnePayment } from './facts.ts'
import { notify } from './webhooks.ts'

/**
 * The transitions of a payment, each with its webhook:
 *
 *   READY ─ the buyer is done ─▶ AUTHENTICATED ─ confirm ─┬▶ PAID ─ cancel ─▶ PARTIAL_CANCELLED, CANCELLED
 *     ├─ quit, wrong password ─▶ FAILED ◀─ the PG says no ┤   ▲ deposit
 *                                                         └▶ VIRTUAL_ACCOUNT_ISSUED ─ close ─▶ CANCELLED
 */
export function pay(ledger: Ledger, payment: PortOnePayment, at: Date): PortOnePayment {
  const { id: paymentId, amount, taxFree, vat } = payment
  const parts = { amount, taxFree, vat }
  insertMove(ledger, { id: randomUUID(), paymentId, type: 'approval', ...parts, note: null, at })
  return changeStatus(
    ledger,
    payment,
    { status: 'PAID', at, detail: { paidAt: at.toISOString() } },
    'Paid',
  )
}

export function fail(
  ledger: Ledger,
  payment: PortOnePayment,
  at: Date,
  pgCode: string,
  pgMessage: string,
): PortOnePayment {
  const failure = { reason: 'PG_ERROR', pgCode, pgMessage }
  const detail = { failedAt: at.toISOString(), failure }
  return changeStatus(ledger, payment, { status: 'FAILED', at, detail }, 'Failed')
}

/** Issues a virtual account, until the merchant's date if given. */
export function issueAccount(ledger: Ledger, payment: PortOnePayment, at: Date): PortOnePayment {
  const number = `110${randomInt(1e8, 1e9)}`
  const until = payment.detail.dueAt ?? later(at, ACCOUNT_SECONDS).toISOString()
  const detail = { account: { number, issuedAt: at.toISOString(), until } }
  const change = { status: 'VIRTUAL_ACCOUNT_ISSUED', at, detail } as const
  return changeStatus(ledger, payment, change, 'VirtualAccountIssued')
}

/** Closes it unpaid. */
export const closeAccount = (ledger: Ledger, payment: PortOnePayment, at: Date) =>
  changeStatus(
    ledger,
    payment,
    { status: 'CANCELLED', at, detail: { canceledAt: at.toISOString() } },
    'Cancelled',
  )

export type Refund = Pick<Move, 'amount' | 'taxFree' | 'vat' | 'note'> & CancelFacts

export function recordRefund(
  ledger: Ledger,
  payment: PortOnePayment,
  refund: Refund,
  at: Date,
): Move {
  const { trigger, skipWebhook, ...parts } = refund
  const move: Move = { ...parts, id: randomUUID(), paymentId: payment.id, type: 'refund', at }
  insertMove(ledger, move)
  const cancellations = { ...payment.detail.cancellations, [move.id]: { trigger, skipWebhook } }
  afterRefund(ledger, { ...payment, detail: { ...payment.detail, cancellations } }, move.id, at)
  return move
}

/** Starts a refund that ends later. */
export function startRefund(
  ledger: Ledger,
  payment: PortOnePayment,
  refund: Refund,
  ends: 'succeed' | 'fail',
  at: Date,
) {
  const { trigger, skipWebhook, ...parts } = refund
  const asked = { ...parts, id: randomUUID(), paymentId: payment.id, at, ends }
  insertPendingRefund(ledger, asked)
  const cancellations = { ...payment.detail.cancellations, [asked.id]: { trigger, skipWebhook } }
  const known = { ...payment, detail: { ...payment.detail, cancellations } }
  writePayment(ledger, known)
  if (!skipWebhook) notify(ledger, known, { type: 'CancelPending', at, cancellationId: asked.id })
  return { ...asked, state: 'pending', askedAt: at, dueAt: later(at, PENDING_SECONDS) } as const
}

/** Sets the status after a refund, and queues its webhook. */
export function afterRefund(
  ledger: Ledger,
  payment: PortOnePayment,
  cancellationId: string,
  at: Date,
): void {
  const isAll = leftOf(movesOf(ledger, payment.id)).amount === 0
  const detail = { canceledAt: at.toISOString() }
  const status = isAll ? 'CANCELLED' : 'PARTIAL_CANCELLED'
  const isQuiet = payment.detail.cancellations?.[cancellationId]?.skipWebhook
  const type = isAll ? 'Cancelled' : 'PartialCancelled'
  changeStatus(ledger, payment, { status, at, detail }, isQuiet ? undefined : type, cancellationId)
}

export function changeStatus(
  ledger: Ledger,
  payment: PortOnePayment,
  change: Pick<PortOnePayment, 'status'> & { at: Date; detail?: Partial<PortOnePayment['detail']> },
  type?: string,
  cancellationId?: string,
): PortOnePayment {
  const { status, at } = change
  const detail = { ...payment.detail, ...change.detail, statusChangedAt: at.toISOString() }
  const now = { ...payment, status, detail }
  writePayment(ledger, now)
  if (type) notify(ledger, now, { type, at, ...(cancellationId && { cancellationId }) })
  return now
}
