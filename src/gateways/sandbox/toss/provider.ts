import { randomInt } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import { clockNow } from '../clock.ts'
import { movesOf, writePayment } from '../ledger.ts'
import type { Choice, PaymentWindow, Provider, Sandbox } from '../provider.ts'
import { leftOf, type Payment, partsOf } from '../rules.ts'
import { withQuery } from '../window.ts'
import type { ClosedReason } from '../window-text.ts'
import { type CallContext, recordRefund, take, updateStatus } from './calls.ts'
import { notifyStatus, webhooks } from './events.ts'
import { expiresAt, isAccountOver, type Status, type TossPayment } from './facts.ts'
import { operations, tossRoutes, unknownPath } from './routes.ts'

const closedReasons: Readonly<Partial<Record<Status, ClosedReason>>> = {
  IN_PROGRESS: 'authenticated',
  WAITING_FOR_DEPOSIT: 'deposit',
  DONE: 'paid',
  PARTIAL_CANCELED: 'refunded',
  CANCELED: 'refunded',
  ABORTED: 'failed',
}

const toss = (payment: Payment) => payment as TossPayment
const callContextOf = (sandbox: Sandbox): CallContext => ({
  ledger: sandbox.ledger,
  now: clockNow(sandbox.ledger),
  url: sandbox.url(),
})

/** Toss's default of a week. */
const ACCOUNT_SECONDS = 7 * 86_400

function act(sandbox: Sandbox, payment: TossPayment, choice: Choice): void {
  const context = callContextOf(sandbox)
  const { detail } = payment
  if (choice === 'quit') {
    // stays open until it expires, as at Toss
    writePayment(sandbox.ledger, { ...payment, detail: { ...detail, isLeft: true } })
  } else if (choice === 'fail') {
    const failure = { code: 'REJECT_CARD_COMPANY', message: '비밀번호가 다릅니다.' }
    const failed: TossPayment = { ...payment, status: 'ABORTED', detail: { ...detail, failure } }
    writePayment(sandbox.ledger, failed)
    notifyStatus(context, failed)
  } else {
    const wantsAccount = choice === 'deposit' || payment.method === '가상계좌'
    const account = wantsAccount && {
      bankCode: '20',
      number: `X${randomInt(10 ** 12, 10 ** 13)}`,
      dueAt: detail.accountDueAt ?? later(context.now, ACCOUNT_SECONDS).toISOString(),
    }
    writePayment(sandbox.ledger, {
      ...payment,
      status: 'IN_PROGRESS',
      method: account ? '가상계좌' : payment.method,
      detail: { ...detail, authenticatedAt: context.now.toISOString(), account: account || null },
    } satisfies TossPayment)
  }
}

/** The query of the return address: a paymentKey, or the error. */
function brings(payment: TossPayment, over: ClosedReason): Record<string, string> {
  const { orderId, detail } = payment
  const isGood = ['authenticated', 'deposit', 'paid', 'refunded'].includes(over)
  if (isGood) return { paymentKey: payment.id, orderId, amount: String(payment.amount) }
  if (over === 'quit')
    return { code: 'PAY_PROCESS_CANCELED', message: '사용자에 의해 결제가 취소되었습니다.' }
  const { code, message } = detail.failure ?? { code: 'PAY_PROCESS_ABORTED', message: '' }
  return { code, message, orderId }
}

const window: PaymentWindow = {
  choices: ['pay', 'deposit', 'fail', 'quit'],
  isFramed: true,
  holdUntil: (payment) => toss(payment).detail.metadata?.holdUntil,
  expiresAt,
  closedReasonOf: (payment) =>
    closedReasons[toss(payment).status] ?? (toss(payment).detail.isLeft ? 'quit' : undefined),
  act: (sandbox, payment, choice) => act(sandbox, toss(payment), choice),
  returnTo(payment, over) {
    const query = brings(toss(payment), over)
    const { framedBy, successUrl, failUrl } = toss(payment).detail
    if (framedBy) return { message: { toss: query }, origin: framedBy }
    return { address: withQuery((query.paymentKey ? successUrl : failUrl) ?? '', query) }
  },
  origins(payment) {
    const { framedBy, successUrl, failUrl } = toss(payment).detail
    return [framedBy, successUrl, failUrl].flatMap((url) => (url ? new URL(url).origin : []))
  },
}

/** Toss Payments: the merchant's confirm charges. */
export const tossProvider: Provider = {
  name: 'toss',
  title: 'Toss Payments',
  operations,
  routes: tossRoutes,
  unknownPath,
  window,
  webhooks,
  cancelAtConsole(sandbox, payment, amount, why) {
    const context = callContextOf(sandbox)
    const left = leftOf(movesOf(sandbox.ledger, payment.id))
    recordRefund(context, toss(payment), { ...partsOf(left, amount), note: why, at: context.now })
  },
  deposit(sandbox, payment) {
    const context = callContextOf(sandbox)
    if (payment.status !== 'WAITING_FOR_DEPOSIT' || isAccountOver(toss(payment), context.now))
      return false
    take(context, toss(payment))
    return true
  },
  refundEnded(sandbox, payment, { state }) {
    if (state === 'done') updateStatus(callContextOf(sandbox), toss(payment))
  },
}
