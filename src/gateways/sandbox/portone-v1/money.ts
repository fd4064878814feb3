import { randomBytes } from 'node:crypto'
import { clockNow } from '../clock.ts'
import { insertMove, type Ledger, movesOf, paymentById, writePayment } from '../ledger.ts'
import { insertPendingRefund, pendingRefundsOf } from '../refunds.ts'
import { leftOf, type Move } from '../rules.ts'
import { queueWebhook } from '../webhooks.ts'
import { type PortOnePayment, portOne } from './facts.ts'

type Part = Pick<Move, 'amount' | 'taxFree' | 'vat' | 'note'>

/** Captures, and queues the webhook. */
export function charge(ledger: Ledger, payment: PortOnePayment): void {
  const { id: paymentId, amount, taxFree, vat } = payment
  const at = clockNow(ledger)
  const move = { id: newId('approval'), paymentId, amount, taxFree, vat, note: null, at }
  insertMove(ledger, { ...move, type: 'approval' })
  const detail = { ...payment.detail, paidAt: at.getTime(), isUnderReview: false }
  const paid = { ...payment, status: 'paid' as const, detail }
  writePayment(ledger, paid)
  notify(ledger, paid)
}

/** Refunds now; the status is canceled after a full refund. */
export function recordRefund(ledger: Ledger, payment: PortOnePayment, part: Part): string {
  const id = newId('cancel')
  const at = clockNow(ledger)
  insertMove(ledger, { ...part, id, paymentId: payment.id, type: 'refund', at })
  updateStatus(ledger, payment)
  return id
}

/** Starts a pending refund, as some PGs do; invisible until it ends. */
export function startRefund(
  ledger: Ledger,
  { id: paymentId }: PortOnePayment,
  part: Part,
  ends: 'succeed' | 'fail',
): void {
  const refund = { ...part, id: newId('cancel'), paymentId, ends, at: clockNow(ledger) }
  insertPendingRefund(ledger, refund)
}

export function updateStatus(ledger: Ledger, payment: PortOnePayment): void {
  const isAll = leftOf(movesOf(ledger, payment.id)).amount === 0
  writePayment(ledger, { ...payment, status: isAll ? 'cancelled' : 'paid' })
}

/** What can still be refunded, without pending refunds. */
export function cancelableOf(ledger: Ledger, { id }: PortOnePayment) {
  const left = leftOf(movesOf(ledger, id))
  for (const refund of pendingRefundsOf(ledger, id)) {
    if (refund.state !== 'pending') continue
    left.amount -= refund.amount
    left.taxFree -= refund.taxFree
    left.vat -= refund.vat
  }
  return left
}

/** Queues an unsigned webhook with the payment's status, to the window's notice address. */
export function notify(ledger: Ledger, payment: PortOnePayment, cancellationId?: string): void {
  const { noticeUrl } = payment.detail
  const now = portOne(paymentById(ledger, 'portone-v1', payment.id) ?? payment)
  queueWebhook(ledger, {
    gateway: 'portone-v1',
    orderId: payment.orderId,
    ...(noticeUrl && { url: noticeUrl }),
    body: {
      imp_uid: payment.id,
      merchant_uid: payment.orderId,
      status: cancellationId ? 'cancelled' : now.status,
      ...(cancellationId && { cancellation_id: cancellationId }),
    },
  })
}

const newId = (of: string) => `${of}_${randomBytes(8).toString('hex')}`
