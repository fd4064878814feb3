import { randomBytes } from 'node:crypto'
import type { Fault } from '../faults.ts'
import {
  insertMove,
  type Ledger,
  movesOf,
  paymentById,
  paymentsByOrder,
  writePayment,
} from '../ledger.ts'
import { insertPendingRefund, pendingRefundsOf } from '../refunds.ts'
import { leftOf, type Move, vatOf } from '../rules.ts'
import { notifyStatus } from './events.ts'
import { isConfirmed, statusOf, type TossPayment } from './facts.ts'
import { type Fields, Refused } from './refusals.ts'

/**
 * Toss's calls as documented, on the sandbox's ledger:
 *
 *   window opens → READY ─ pay ─▶ IN_PROGRESS ─ confirm ─▶ DONE ─ cancel ─▶ PARTIAL_CANCELED,
 *                    │ 30 min        │ 10 min │  an account:  ▲ deposit      CANCELED
 *                    ▼               ▼        ▼               │
 *                  EXPIRED        EXPIRED   WAITING_FOR_DEPOSIT ─ cancel ─▶ CANCELED
 *
 * A wrong password, or a bank that says no, makes it ABORTED.
 */
export interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
  readonly url: string
}

/** In order: session, another order's, processed, used-up order id, session, amount, below the minimum. */
export function confirm(context: CallContext, ask: Fields): TossPayment {
  const { ledger, now } = context
  const payment = paymentById(ledger, 'toss', ask.text('paymentKey', 200)) as
    | TossPayment
    | undefined
  const orderId = ask.text('orderId', 64)
  const amount = ask.whole('amount')
  if (!payment) throw new Refused('NOT_FOUND_PAYMENT_SESSION')
  if (payment.orderId !== orderId) throw new Refused('FORBIDDEN_REQUEST')
  if (isConfirmed(payment)) throw new Refused('ALREADY_PROCESSED_PAYMENT')
  const others = paymentsByOrder(ledger, 'toss', orderId) as TossPayment[]
  if (others.some(isConfirmed)) throw new Refused('DUPLICATED_ORDER_ID')
  if (statusOf(payment, now) !== 'IN_PROGRESS') throw new Refused('NOT_FOUND_PAYMENT_SESSION')
  if (amount !== payment.amount) throw new Refused('INVALID_REQUEST')
  if (amount < 100) throw new Refused('BELOW_MINIMUM_AMOUNT')
  return payment.detail.account ? awaitDeposit(context, payment) : take(context, payment)
}

/** Issues the virtual account; a deposit follows. */
const awaitDeposit = (context: CallContext, payment: TossPayment): TossPayment =>
  write(context, { ...payment, status: 'WAITING_FOR_DEPOSIT' })

/** Captures: a card at once, a virtual account on its deposit. */
export function take(context: CallContext, payment: TossPayment): TossPayment {
  const { id: paymentId, amount, taxFree, vat } = payment
  const move: Move = {
    id: transactionKey(),
    paymentId,
    type: 'approval',
    amount,
    taxFree,
    vat,
    note: null,
    at: context.now,
  }
  insertMove(context.ledger, move)
  return write(context, { ...payment, status: 'DONE' })
}

/** The bank declines the approval; final. */
export function failConfirm(context: CallContext, ask: Fields): void {
  const payment = paymentById(context.ledger, 'toss', ask.text('paymentKey', 200)) as
    | TossPayment
    | undefined
  if (!payment || isConfirmed(payment)) return
  const failure = { code: 'REJECT_CARD_PAYMENT', message: '카드사가 거절했습니다.' }
  write(context, { ...payment, status: 'ABORTED', detail: { ...payment.detail, failure } })
}

export function byKey({ ledger }: CallContext, paymentKey: string): TossPayment {
  const payment = paymentById(ledger, 'toss', paymentKey)
  if (!payment) throw new Refused('NOT_FOUND_PAYMENT')
  return payment as TossPayment
}

/** The confirmed attempt of an order, else the latest. */
export function byOrder({ ledger }: CallContext, orderId: string): TossPayment {
  const tries = paymentsByOrder(ledger, 'toss', orderId) as TossPayment[]
  const payment = tries.find(isConfirmed) ?? tries[0]
  if (!payment) throw new Refused('NOT_FOUND_PAYMENT')
  return payment
}

/** In order: not cancelable, awaited in part, canceled, balance, amount, refund account. */
export function cancel(
  context: CallContext,
  paymentKey: string,
  ask: Fields,
  fault: Fault | undefined,
): TossPayment {
  const payment = byKey(context, paymentKey)
  const reason = ask.text('cancelReason', 200)
  const asked = ask.wholeOrNull('cancelAmount')
  const balance = ask.wholeOrNull('refundableAmount')
  if (!isConfirmed(payment)) throw new Refused('NOT_CANCELABLE_PAYMENT')
  if (payment.status === 'WAITING_FOR_DEPOSIT') {
    if ((asked ?? payment.amount) !== payment.amount)
      throw new Refused('NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT')
    return write(context, { ...payment, status: 'CANCELED' })
  }
  const left = leftOf(movesOf(context.ledger, payment.id))
  const amount = asked ?? left.amount
  const taxFree = ask.wholeOrNull('taxFreeAmount') ?? (amount === left.amount ? left.taxFree : 0)
  if (left.amount === 0) throw new Refused('ALREADY_CANCELED_PAYMENT')
  if (balance !== null && balance !== left.amount)
    throw new Refused('NOT_MATCHES_REFUNDABLE_AMOUNT')
  const slow = pendingRefundsOf(context.ledger, payment.id).filter(
    ({ state }) => state === 'pending',
  )
  const free = left.amount - slow.reduce((sum, refund) => sum + refund.amount, 0)
  const fits = taxFree <= left.taxFree && amount - taxFree <= left.amount - left.taxFree
  if (amount === 0 || amount > free || !fits) throw new Refused('NOT_CANCELABLE_AMOUNT')
  if (payment.detail.account && ask.any('refundReceiveAccount') === null)
    throw new Refused('INVALID_REFUND_ACCOUNT_INFO')

  const vat = amount === left.amount ? left.vat : Math.min(vatOf(amount, taxFree), left.vat)
  const refund = { amount, taxFree, vat, note: reason, at: context.now }
  const isSlow = fault?.fault === 'pending-success' || fault?.fault === 'pending-failure'
  if (!isSlow) return recordRefund(context, payment, refund)
  const ends = fault.fault === 'pending-success' ? 'succeed' : 'fail'
  const { id: paymentId } = payment
  insertPendingRefund(context.ledger, { ...refund, id: transactionKey(), paymentId, ends })
  return payment
}

/** Records a refund and the payment's new status. */
export function recordRefund(
  context: CallContext,
  payment: TossPayment,
  refund: Pick<Move, 'amount' | 'taxFree' | 'vat' | 'note' | 'at'>,
): TossPayment {
  const { id: paymentId } = payment
  insertMove(context.ledger, { ...refund, id: transactionKey(), paymentId, type: 'refund' })
  return updateStatus(context, payment)
}

/** Sets the status by the remaining balance, and queues its webhook. */
export function updateStatus(context: CallContext, payment: TossPayment): TossPayment {
  const left = leftOf(movesOf(context.ledger, payment.id)).amount
  return write(context, { ...payment, status: left === 0 ? 'CANCELED' : 'PARTIAL_CANCELED' })
}

function write(context: CallContext, payment: TossPayment): TossPayment {
  writePayment(context.ledger, payment)
  notifyStatus(context, payment)
  return payment
}

const transactionKey = () => randomBytes(16).toString('hex').toUpperCase()
