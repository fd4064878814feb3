import { randomBytes } from 'node:crypto'
import { clockNow } from '../clock.ts'
import { movesOf, writePayment } from '../ledger.ts'
import type { PaymentWindow, Provider } from '../provider.ts'
import { leftOf, type Payment, partsOf } from '../rules.ts'
import { withQuery } from '../window.ts'
import type { ClosedReason } from '../window-text.ts'
import { recordRefund } from './calls.ts'
import { expiresAt, type KakaoPayment, type Status } from './facts.ts'
import { kakaoPayRoutes, operations, unknownPath } from './routes.ts'

/** The status after each choice in the window. */
const chosen: Readonly<Record<string, Status>> = {
  pay: 'AUTH_PASSWORD',
  quit: 'QUIT_PAYMENT',
  fail: 'FAIL_AUTH_PASSWORD',
}

const closedReasons: Readonly<Partial<Record<Status, ClosedReason>>> = {
  AUTH_PASSWORD: 'authenticated',
  SUCCESS_PAYMENT: 'paid',
  PART_CANCEL_PAYMENT: 'refunded',
  CANCEL_PAYMENT: 'refunded',
  QUIT_PAYMENT: 'quit',
  FAIL_AUTH_PASSWORD: 'failed',
  FAIL_PAYMENT: 'failed',
}

const kakao = (payment: Payment) => payment as KakaoPayment

const window: PaymentWindow = {
  choices: ['pay', 'fail', 'quit'],
  isFramed: false,
  holdUntil: (payment) => kakao(payment).detail.holdUntil,
  expiresAt,
  closedReasonOf: (payment) => closedReasons[kakao(payment).status],
  opened({ ledger }, payment) {
    if (payment.status === 'READY') writePayment(ledger, { ...payment, status: 'OPEN_PAYMENT' })
  },
  act({ ledger }, payment, choice) {
    const status = chosen[choice]
    const token = choice === 'pay' ? randomBytes(10).toString('hex') : payment.token
    if (status) writePayment(ledger, { ...payment, status, token })
  },
  returnTo(payment, over) {
    const { approvalUrl, cancelUrl, failUrl } = kakao(payment).detail
    if (over === 'quit') return { address: cancelUrl }
    if (!payment.token || over === 'failed' || over === 'expired') return { address: failUrl }
    return { address: withQuery(approvalUrl, { pg_token: payment.token }) }
  },
  origins(payment) {
    const { approvalUrl, cancelUrl, failUrl } = kakao(payment).detail
    return [approvalUrl, cancelUrl, failUrl].map((url) => new URL(url).origin)
  },
}

/** KakaoPay. As in reality there is no lookup by order id, no idempotency key and no webhook. */
export const kakaoPayProvider: Provider = {
  name: 'kakaopay',
  title: 'KakaoPay',
  operations,
  routes: kakaoPayRoutes,
  unknownPath,
  window,
  cancelAtConsole({ ledger }, payment, amount) {
    const left = leftOf(movesOf(ledger, payment.id))
    recordRefund(ledger, kakao(payment), {
      ...partsOf(left, amount),
      note: null,
      at: clockNow(ledger),
    })
  },
}
