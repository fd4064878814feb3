import { randomBytes } from 'node:crypto'
import { webAddress } from '../addresses.ts'
import { sandboxKeys } from '../keys.ts'
import {
  insertMove,
  insertPayment,
  type Ledger,
  movesOf,
  paymentById,
  writePayment,
} from '../ledger.ts'
import { leftOf, type Move, vatOf } from '../rules.ts'
import { isApproved, isExpired, isOver, type KakaoPayment, leftIn } from './facts.ts'
import { type Fields, Refused } from './refusals.ts'
import { approvedView, canceledView, orderView, readyView } from './views.ts'

/**
 * KakaoPay's four calls as documented, on the sandbox's ledger:
 *
 *   ready → READY ─ window opens ─▶ OPEN_PAYMENT ─ pay ─▶ AUTH_PASSWORD ─ approve ─▶ SUCCESS_PAYMENT
 *                                        ├─ quit ─▶ QUIT_PAYMENT                        │ cancel
 *                                        └─ wrong password ─▶ FAIL_AUTH_PASSWORD        ▼
 *                                                              PART_CANCEL_PAYMENT, CANCEL_PAYMENT
 *
 * The same in both dialects.
 */
export interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
  /** The sandbox's own address. */
  readonly url: string
  /** The end of the merchant's hold, from the header `jari-hold-until`. */
  readonly holdUntil?: string | undefined
}

export function ready({ ledger, now, url, holdUntil }: CallContext, ask: Fields): object {
  const cid = merchant(ask)
  const amount = ask.whole('total_amount')
  const taxFree = ask.whole('tax_free_amount')
  const vat = ask.wholeOrNull('vat_amount') ?? vatOf(amount, taxFree)
  const greenDeposit = ask.wholeOrNull('green_deposit') ?? 0
  if (amount === 0 || taxFree > amount || vat > amount - taxFree || greenDeposit > amount)
    throw new Refused(-722)

  const payment: KakaoPayment = {
    gateway: 'kakaopay',
    id: `T${number19()}`,
    orderId: ask.text('partner_order_id', 100),
    windowKey: randomBytes(24).toString('base64url'),
    title: ask.text('item_name', 100),
    amount,
    taxFree,
    vat,
    currency: 'KRW',
    status: 'READY',
    token: null,
    method: ask.textOrNull('payment_method_type', 10) === 'CARD' ? 'CARD' : 'MONEY',
    detail: {
      cid,
      partnerUserId: ask.text('partner_user_id', 100),
      itemCode: ask.textOrNull('item_code', 100),
      quantity: ask.whole('quantity'),
      greenDeposit,
      installMonth: ask.wholeOrNull('install_month') ?? 0,
      approvalUrl: address(ask.text('approval_url', 255)),
      cancelUrl: address(ask.text('cancel_url', 255)),
      failUrl: address(ask.text('fail_url', 255)),
      holdUntil,
    },
    createdAt: now,
  }
  insertPayment(ledger, payment)
  return readyView(payment, url)
}

/** In order: -702, -706, -707, -783, -723, -701, -708, -704; else captures. */
export function approve({ ledger, now }: CallContext, ask: Fields): object {
  const payment = found(ledger, ask)
  const total = ask.wholeOrNull('total_amount')
  const token = ask.text('pg_token', 100)
  if (isApproved(payment)) throw new Refused(-702)
  if (ask.text('partner_order_id', 100) !== payment.orderId) throw new Refused(-706)
  if (ask.text('partner_user_id', 100) !== payment.detail.partnerUserId) throw new Refused(-707)
  if (isOver(payment)) throw new Refused(-783)
  if (isExpired(payment, now)) throw new Refused(-723)
  if (payment.status !== 'AUTH_PASSWORD') throw new Refused(-701)
  if (token !== payment.token) throw new Refused(-708)
  if (total !== null && total !== payment.amount) throw new Refused(-704)

  const { id: paymentId, amount, taxFree, vat } = payment
  const move: Move = {
    id: `A${number19()}`,
    paymentId,
    type: 'approval',
    amount,
    taxFree,
    vat,
    note: ask.textOrNull('payload', 200),
    at: now,
  }
  insertMove(ledger, move)
  writePayment(ledger, { ...payment, status: 'SUCCESS_PAYMENT' })
  return approvedView(payment, move)
}

/** The bank declines the approval; final. */
export function failApproval({ ledger }: CallContext, ask: Fields): void {
  const payment = found(ledger, ask)
  if (!isApproved(payment)) writePayment(ledger, { ...payment, status: 'FAIL_PAYMENT' })
}

export function order({ ledger }: CallContext, ask: Fields): object {
  const payment = found(ledger, ask)
  return orderView(payment, movesOf(ledger, payment.id))
}

/** In order: -784, -711, -710, -722, -784 (a cup deposit is refunded in full only); else refunds. */
export function cancel(context: CallContext, ask: Fields): object {
  const { ledger, now } = context
  const payment = found(ledger, ask)
  const amount = ask.whole('cancel_amount')
  const taxFree = ask.whole('cancel_tax_free_amount')
  const expected = ask.wholeOrNull('cancel_available_amount')
  const left = leftIn(payment, movesOf(ledger, payment.id))
  if (!isApproved(payment) || left.amount === 0) throw new Refused(-784)
  if (amount > payment.amount) throw new Refused(-711)
  if (amount > left.amount || (expected ?? left.amount) !== left.amount) throw new Refused(-710)

  const vatMost = Math.min(vatOf(amount, taxFree), left.vat)
  const vat = ask.wholeOrNull('cancel_vat_amount') ?? (amount === left.amount ? left.vat : vatMost)
  const fits = taxFree <= left.taxFree && amount - taxFree <= left.amount - left.taxFree
  if (amount === 0 || !fits || vat > Math.min(left.vat, amount - taxFree)) throw new Refused(-722)
  if (payment.detail.greenDeposit > 0 && amount < left.amount) throw new Refused(-784)
  recordRefund(ledger, payment, {
    amount,
    taxFree,
    vat,
    note: ask.textOrNull('payload', 200),
    at: now,
  })
  return canceledView(found(ledger, ask), movesOf(ledger, payment.id))
}

/** Records a refund and the payment's new status. */
export function recordRefund(
  ledger: Ledger,
  payment: KakaoPayment,
  refund: Pick<Move, 'amount' | 'taxFree' | 'vat' | 'note' | 'at'>,
): void {
  const left = leftOf(movesOf(ledger, payment.id)).amount - refund.amount
  const status = left === 0 ? 'CANCEL_PAYMENT' : 'PART_CANCEL_PAYMENT'
  insertMove(ledger, { ...refund, id: `A${number19()}`, paymentId: payment.id, type: 'refund' })
  writePayment(ledger, { ...payment, status })
}

function found(ledger: Ledger, ask: Fields): KakaoPayment {
  merchant(ask)
  const payment = paymentById(ledger, 'kakaopay', ask.text('tid', 20))
  if (!payment) throw new Refused(-721)
  return payment as KakaoPayment
}

function merchant(ask: Fields): string {
  const cid = ask.text('cid', 10)
  if (cid !== sandboxKeys.kakaoPay.cid) throw new Refused(-731)
  return cid
}

/** Every plain host counts as registered. */
const address = (text: string) => webAddress(text, () => new Refused(-799))

/** Nineteen random characters of a tid or an aid. */
const number19 = () => randomBytes(10).toString('hex').slice(0, 19)
