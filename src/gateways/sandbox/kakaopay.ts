import { randomBytes } from 'node:crypto'
import { type Fields, Refused } from './kakaopay-refusals.ts'
import { approvedView, canceledView, orderView, readyView } from './kakaopay-views.ts'
import { sandboxKeys } from './keys.ts'
import * as ledger from './ledger.ts'
import { type Action, isApproved, isExpired, isOver, leftOf, type Payment } from './rules.ts'

/**
 * KakaoPay's four calls as its documents tell them, over our ledger:
 *
 *   ready → READY ─ window opens ─▶ OPEN_PAYMENT ─ pay ─▶ AUTH_PASSWORD ─ approve ─▶ SUCCESS_PAYMENT
 *                                        ├─ quit ─▶ QUIT_PAYMENT                        │ cancel
 *                                        └─ wrong password ─▶ FAIL_AUTH_PASSWORD        ▼
 *                                                              PART_CANCEL_PAYMENT, CANCEL_PAYMENT
 *
 * As in reality there is no lookup by order id, no idempotency key and no webhook.
 */
export interface World {
  readonly ledger: ledger.Ledger
  readonly now: Date
  /** Where the sandbox itself is reached. */
  readonly url: string
}

export function ready({ ledger: books, now, url }: World, ask: Fields): object {
  const cid = merchant(ask)
  const total = ask.whole('total_amount')
  const taxFree = ask.whole('tax_free_amount')
  const vat = ask.wholeOrNull('vat_amount') ?? vatOf(total, taxFree)
  const greenDeposit = ask.wholeOrNull('green_deposit') ?? 0
  if (total === 0 || taxFree > total || vat > total - taxFree || greenDeposit > total)
    throw new Refused(-722)

  const payment: Payment = {
    gateway: 'kakaopay',
    tid: `T${number19()}`,
    windowKey: randomBytes(24).toString('base64url'),
    cid,
    partnerOrderId: ask.text('partner_order_id', 100),
    partnerUserId: ask.text('partner_user_id', 100),
    itemName: ask.text('item_name', 100),
    itemCode: ask.textOrNull('item_code', 100),
    quantity: ask.whole('quantity'),
    total,
    taxFree,
    vat,
    greenDeposit,
    method: ask.textOrNull('payment_method_type', 10) === 'CARD' ? 'CARD' : 'MONEY',
    installMonth: ask.wholeOrNull('install_month') ?? 0,
    approvalUrl: webAddress(ask.text('approval_url', 255)),
    cancelUrl: webAddress(ask.text('cancel_url', 255)),
    failUrl: webAddress(ask.text('fail_url', 255)),
    pgToken: null,
    status: 'READY',
    createdAt: now,
  }
  ledger.insertPayment(books, payment)
  return readyView(payment, url)
}

/** In order: -702, -706, -707, -783, -723, -701, -708, -704; else the money is taken. */
export function approve({ ledger: books, now }: World, ask: Fields): object {
  const payment = found(books, ask)
  const total = ask.wholeOrNull('total_amount')
  const token = ask.text('pg_token', 100)
  if (isApproved(payment)) throw new Refused(-702)
  if (ask.text('partner_order_id', 100) !== payment.partnerOrderId) throw new Refused(-706)
  if (ask.text('partner_user_id', 100) !== payment.partnerUserId) throw new Refused(-707)
  if (isOver(payment)) throw new Refused(-783)
  if (isExpired(payment, now)) throw new Refused(-723)
  if (payment.status !== 'AUTH_PASSWORD') throw new Refused(-701)
  if (token !== payment.pgToken) throw new Refused(-708)
  if (total !== null && total !== payment.total) throw new Refused(-704)

  const action: Action = {
    aid: `A${number19()}`,
    tid: payment.tid,
    type: 'PAYMENT',
    total: payment.total,
    taxFree: payment.taxFree,
    vat: payment.vat,
    payload: ask.textOrNull('payload', 200),
    at: now,
  }
  ledger.insertAction(books, action)
  ledger.setStatus(books, payment.tid, 'SUCCESS_PAYMENT')
  return approvedView(payment, action)
}

/** The approval fails at the buyer's bank, for good. */
export function failApproval({ ledger: books }: World, ask: Fields): void {
  const payment = found(books, ask)
  if (!isApproved(payment)) ledger.setStatus(books, payment.tid, 'FAIL_PAYMENT')
}

export function order({ ledger: books }: World, ask: Fields): object {
  const payment = found(books, ask)
  return orderView(payment, ledger.actionsOf(books, payment.tid))
}

/** In order: -784, -711, -710, -722, -784 (a cup deposit comes back whole); else it is given back. */
export function cancel({ ledger: books, now }: World, ask: Fields): object {
  const payment = found(books, ask)
  const total = ask.whole('cancel_amount')
  const taxFree = ask.whole('cancel_tax_free_amount')
  const expected = ask.wholeOrNull('cancel_available_amount')
  const left = leftOf(payment, ledger.actionsOf(books, payment.tid))
  if (!isApproved(payment) || left.total === 0) throw new Refused(-784)
  if (total > payment.total) throw new Refused(-711)
  if (total > left.total || (expected ?? left.total) !== left.total) throw new Refused(-710)

  const vatMost = Math.min(vatOf(total, taxFree), left.vat)
  const vat = ask.wholeOrNull('cancel_vat_amount') ?? (total === left.total ? left.vat : vatMost)
  const fits = taxFree <= left.taxFree && total - taxFree <= left.total - left.taxFree
  if (total === 0 || !fits || vat > Math.min(left.vat, total - taxFree)) throw new Refused(-722)
  if (payment.greenDeposit > 0 && total < left.total) throw new Refused(-784)

  const payload = ask.textOrNull('payload', 200)
  const aid = `A${number19()}`
  const { tid } = payment
  ledger.insertAction(books, { aid, tid, type: 'CANCEL', total, taxFree, vat, payload, at: now })
  ledger.setStatus(books, tid, total === left.total ? 'CANCEL_PAYMENT' : 'PART_CANCEL_PAYMENT')
  return canceledView(found(books, ask), ledger.actionsOf(books, tid))
}

function found(books: ledger.Ledger, ask: Fields): Payment {
  merchant(ask)
  const payment = ledger.paymentByTid(books, ask.text('tid', 20))
  if (!payment) throw new Refused(-721)
  return payment
}

function merchant(ask: Fields): string {
  const cid = ask.text('cid', 10)
  if (cid !== sandboxKeys.kakaoPay.cid) throw new Refused(-731)
  return cid
}

/** Ten per cent of the net price, rounded, as KakaoPay reckons it when it is not told. */
const vatOf = (total: number, taxFree: number) => Math.round(Math.max(0, total - taxFree) / 11)

/** Every plain domain counts as registered; the window's security policy will have to name it. */
function webAddress(text: string): string {
  const url = URL.parse(text)
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!isWeb || !/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(url.hostname)) throw new Refused(-799)
  return url.href
}

/** Nineteen characters that nobody can guess: with its letter, a tid or an aid. */
const number19 = () => randomBytes(10).toString('hex').slice(0, 19)
