import { randomUUID } from 'node:crypto'
import { clockNow } from '../clock.ts'
import type { Ledger } from '../ledger.ts'
import type { Choice, PaymentWindow, ReturnTo, Sandbox } from '../provider.ts'
import type { Payment } from '../rules.ts'
import { holdUntilIn, withQuery } from '../window.ts'
import type { ClosedReason } from '../window-text.ts'
import { changeStatus, fail, issueAccount, pay } from './changes.ts'
import {
  expiresAt,
  hasSucceeded,
  isManual,
  type PortOnePayment,
  type Status,
  triesOf,
} from './facts.ts'
import { bodyOf, webhookStyle } from './webhooks.ts'

const GAVE_UP = 'PAY_PROCESS_CANCELED'

const closedReasons: Readonly<Partial<Record<Status, ClosedReason>>> = {
  AUTHENTICATED: 'authenticated',
  VIRTUAL_ACCOUNT_ISSUED: 'deposit',
  PAID: 'paid',
  PARTIAL_CANCELLED: 'refunded',
  CANCELLED: 'refunded',
  FAILED: 'failed',
}

const portOne = (payment: Payment) => payment as PortOnePayment

export const portOneWindow: PaymentWindow = {
  choices: ['pay', 'deposit', 'fail', 'quit'],
  isFramed: true,
  holdUntil: (payment) => holdUntilIn(portOne(payment).detail.customData),
  expiresAt: (payment) => expiresAt(portOne(payment)),
  closedReasonOf(payment) {
    const { status, detail } = portOne(payment)
    return status === 'FAILED' && detail.failure?.pgCode === GAVE_UP
      ? 'quit'
      : closedReasons[status]
  },
  asks: (sandbox, payment, choice) => askMerchant(sandbox, portOne(payment), choice),
  act: ({ ledger }, payment, choice, objection) => act(ledger, portOne(payment), choice, objection),
  returnTo: (payment) => returnTo(portOne(payment)),
  origins(payment) {
    const { opener, redirectUrl } = portOne(payment).detail
    return [opener, redirectUrl].flatMap((url) => (url ? new URL(url).origin : []))
  },
}

function act(ledger: Ledger, payment: PortOnePayment, choice: Choice, objection?: string): void {
  const now = clockNow(ledger)
  const failed = (pgCode: string, pgMessage: string) =>
    fail(ledger, payment, now, pgCode, pgMessage)
  if (choice === 'quit') failed(GAVE_UP, '사용자가 결제를 취소하였습니다')
  else if (choice === 'fail') failed('INVALID_PASSWORD', '비밀번호가 틀렸습니다')
  else if (triesOf(ledger, payment.orderId).some(hasSucceeded))
    failed('ALREADY_PAID', '이미 결제된 건입니다')
  else if (objection !== undefined) failed('CONFIRM_PROCESS_FAILED', objection)
  else succeed(ledger, payment, choice, now)
}

/** Captures, unless the channel waits for the merchant's confirm. */
function succeed(ledger: Ledger, payment: PortOnePayment, choice: Choice, now: Date): void {
  const method = choice === 'deposit' ? 'VIRTUAL_ACCOUNT' : payment.method
  const chosen = { ...payment, method }
  if (isManual(payment)) {
    const detail = { authenticatedAt: now.toISOString() }
    const change = { status: 'AUTHENTICATED', at: now, detail } as const
    changeStatus(ledger, { ...chosen, token: randomUUID() }, change)
  } else if (method === 'VIRTUAL_ACCOUNT') issueAccount(ledger, chosen, now)
  else pay(ledger, chosen, now)
}

/** Calls `confirmUrl` before an automatic capture; anything but 200 is an objection. */
async function askMerchant(
  { ledger }: Sandbox,
  payment: PortOnePayment,
  choice: Choice,
): Promise<string | undefined> {
  const { confirmUrl } = payment.detail
  if (!confirmUrl || isManual(payment) || choice === 'quit' || choice === 'fail') return undefined
  const at = clockNow(ledger)
  const body = JSON.stringify(bodyOf(payment, 'Confirm', at, { totalAmount: payment.amount }))
  const sent = { eventId: randomUUID(), body, attempt: 1, at, machineAt: new Date() }
  const headers = webhookStyle.headersOf({ ...sent, spoiled: undefined })
  try {
    const answer = await fetch(confirmUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(webhookStyle.timeoutMs),
    })
    if (answer.status === 200) return undefined
    const { errorMessage } = (await answer.json()) as { errorMessage?: unknown }
    return typeof errorMessage === 'string' ? errorMessage : NO_ANSWER
  } catch {
    return NO_ANSWER
  }
}

const NO_ANSWER = '매장에서 결제를 확인하지 않았습니다'

/** The reply of `requestPayment`, or the query of `redirectUrl`; a code means failure. */
function returnTo(payment: PortOnePayment): ReturnTo {
  const { detail, token } = payment
  const ids = { transactionType: 'PAYMENT', txId: payment.id, paymentId: payment.orderId }
  const isOver = closedReasons[payment.status] !== undefined && payment.status !== 'FAILED'
  const failure = detail.failure ?? { pgCode: 'PAY_TIMEOUT', pgMessage: '결제 시간이 지났습니다' }
  const { pgCode, pgMessage } = failure
  const failed = { code: 'FAILURE_TYPE_PG', message: pgMessage, pgCode, pgMessage }
  const message = { ...ids, ...(isOver ? token && { paymentToken: token } : failed) }
  if (detail.opener) return { message, origin: detail.opener }
  // a session without a return address ends on its page
  if (!detail.redirectUrl) return { message, origin: '/' }
  return { address: withQuery(detail.redirectUrl, message as Record<string, string>) }
}
