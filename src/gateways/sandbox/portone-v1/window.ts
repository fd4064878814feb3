import { randomInt } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import { clockNow } from '../clock.ts'
import { takeFault } from '../faults.ts'
import { type Ledger, writePayment } from '../ledger.ts'
import type { PaymentWindow, ReturnTo } from '../provider.ts'
import { holdUntilIn, withQuery } from '../window.ts'
import type { ClosedReason } from '../window-text.ts'
import { expiresAt, type PortOnePayment, portOne } from './facts.ts'
import { charge, notify } from './money.ts'
import { browserView } from './views.ts'

/** Timeout of the confirm request. */
const CONFIRM_MS = 10_000
const VBANK_SECONDS = 7 * 86_400

const QUIT = 'PAY_PROCESS_CANCELED'
const errors = {
  quit: { errorCode: QUIT, failReason: '[결제포기] 사용자가 결제를 취소하셨습니다' },
  fail: { errorCode: 'WRONG_PASSWORD', failReason: '비밀번호가 틀렸습니다' },
  late: { errorCode: 'TIMEOUT', failReason: '결제 시간이 지났습니다' },
} as const

/** The PG's window, as PortOne V1 opens it. Paying charges at once, without an approval. */
export const portOneV1Window: PaymentWindow = {
  choices: ['pay', 'fail', 'quit', 'deposit'],
  holdUntil: (payment) => holdUntilIn(portOne(payment).detail.customData),
  isFramed: true,
  expiresAt,
  closedReasonOf(payment): ClosedReason | undefined {
    const { status, detail } = portOne(payment)
    if (status === 'paid') return 'paid'
    if (status === 'cancelled') return 'refunded'
    if (status === 'failed') return detail.errorCode === QUIT ? 'quit' : 'failed'
    return detail.vbank ? 'deposit' : undefined
  },
  asks(_, payment, choice) {
    const isCharged = choice === 'pay' || choice === 'deposit'
    return isCharged ? objectionTo(portOne(payment)) : Promise.resolve(undefined)
  },
  act({ ledger }, paying, choice, objection) {
    const payment = portOne(paying)
    if (objection !== undefined)
      return fail(ledger, payment, {
        errorCode: 'CONFIRM_REFUSED',
        failReason: `고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${objection})`,
      })
    if (choice === 'pay') return pay(ledger, payment)
    if (choice === 'deposit') return issueAccount(ledger, payment)
    return fail(ledger, payment, errors[choice])
  },
  returnTo: (payment, over) => returnTo(portOne(payment), over),
  origins(payment) {
    const { redirectUrl, pageOrigin } = portOne(payment).detail
    return [redirectUrl, pageOrigin].flatMap((url) => (url ? new URL(url).origin : []))
  },
}

/**
 * Asks the merchant before charging. Only 200 within ten seconds accepts; anything else declines
 * with the merchant's reason.
 */
async function objectionTo({
  id,
  orderId,
  amount,
  detail: { confirmUrl },
}: PortOnePayment): Promise<string | undefined> {
  if (!confirmUrl) return undefined
  const unnamed = '알 수 없음'
  try {
    const answer = await fetch(confirmUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ imp_uid: id, merchant_uid: orderId, amount }),
      redirect: 'manual',
      signal: AbortSignal.timeout(CONFIRM_MS),
    })
    if (answer.status === 200) return undefined
    const told = (await answer.json()) as { reason?: unknown } | null
    return typeof told?.reason === 'string' ? told.reason.slice(0, 200) : unnamed
  } catch {
    return unnamed
  }
}

/**
 * Charges, unless a fault of the operation `pay` applies: `fail` declines the card, `code`
 * fails although it may still be paid (a deposit at the console), `code-after` charges and reports
 * a failure to the browser.
 */
function pay(ledger: Ledger, payment: PortOnePayment): void {
  const call = { gateway: 'portone-v1', operation: 'pay', orderId: payment.orderId } as const
  // a transaction is open already, so the fault is taken inside it
  const fault = takeFault({ ...ledger, change: (work) => work() }, call)
  const error = {
    errorCode: String(fault?.code ?? 'CARD_LIMIT'),
    failReason: String(
      fault?.extras && 'message' in fault.extras ? fault.extras.message : '한도초과',
    ),
  }
  if (fault?.fault === 'fail' || fault?.fault === 'code') {
    fail(ledger, payment, error, fault.fault === 'code')
    return
  }
  const denied = fault?.fault === 'code-after' && { ...error, isDenied: true }
  charge(ledger, { ...payment, detail: { ...payment.detail, ...denied } })
}

/** Without a webhook. */
function fail(
  ledger: Ledger,
  payment: PortOnePayment,
  error: { readonly errorCode: string; readonly failReason: string },
  isUnderReview = false,
): void {
  const failedAt = clockNow(ledger).getTime()
  const detail = { ...payment.detail, ...error, failedAt, isUnderReview }
  writePayment(ledger, { ...payment, status: 'failed', detail })
}

/** A virtual account for this payment; it stays `ready` until the deposit. */
function issueAccount(ledger: Ledger, payment: PortOnePayment): void {
  const now = clockNow(ledger)
  const dueAt = dueIn(payment.detail.vbankDue) ?? later(now, VBANK_SECONDS)
  const vbank = {
    number: `089${String(randomInt(10 ** 11)).padStart(11, '0')}`,
    dueAt: dueAt.getTime(),
    issuedAt: now.getTime(),
  }
  const issued = { ...payment, method: 'vbank', detail: { ...payment.detail, vbank } }
  writePayment(ledger, issued)
  notify(ledger, issued)
}

/** Korean time in PortOne's four formats; a date alone means its end. */
function dueIn(written: string | null): Date | undefined {
  const [, year, month, day, hour = '23', minute = '59', second = '59'] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?: ?(\d\d):?(\d\d):?(\d\d))?$/.exec(written ?? '') ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** A deposit, or a late success of a failed payment. */
export function payDeposit(ledger: Ledger, payment: PortOnePayment): boolean {
  const { vbank, isUnderReview } = payment.detail
  const waits = payment.status === 'ready' && vbank && clockNow(ledger).getTime() < vbank.dueAt
  if (!waits && !(payment.status === 'failed' && isUnderReview)) return false
  charge(ledger, payment)
  return true
}

/** A phone goes to `m_redirect_url`, whatever the outcome; a desktop page gets a message. */
function returnTo(payment: PortOnePayment, over: ClosedReason): ReturnTo {
  const { redirectUrl, pageOrigin, isDenied } = payment.detail
  const late = over === 'expired' ? errors.late : undefined
  const isFailed = payment.status === 'failed' || isDenied
  const { errorCode, failReason } = late ?? payment.detail
  const error =
    late || isFailed ? { error_code: errorCode ?? '', error_msg: failReason ?? '' } : undefined
  if (!redirectUrl)
    return { message: browserView(payment, error), origin: new URL(pageOrigin ?? '').origin }
  const members = {
    imp_uid: payment.id,
    merchant_uid: payment.orderId,
    imp_success: String(!error),
    ...error,
  }
  return { address: withQuery(redirectUrl, members) }
}
