import { randomInt } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import { clockNow } from '../clock.ts'
import type { Desk, House } from '../house.ts'
import { movesOf, writePayment } from '../ledger.ts'
import { leftOf, type Payment, partsOf } from '../rules.ts'
import { type Choice, type WindowDoor, withQuery } from '../window.ts'
import type { Over } from '../window-words.ts'
import { giveBack, named, take, type World } from './calls.ts'
import { tellStatus, webhooks } from './events.ts'
import { expiresAt, isAccountOver, type Status, type TossPayment } from './facts.ts'
import { operations, tossRoutes, unknownPath } from './routes.ts'

const overs: Readonly<Partial<Record<Status, Over>>> = {
  IN_PROGRESS: 'authenticated',
  WAITING_FOR_DEPOSIT: 'deposit',
  DONE: 'paid',
  PARTIAL_CANCELED: 'refunded',
  CANCELED: 'refunded',
  ABORTED: 'failed',
}

const toss = (payment: Payment) => payment as TossPayment
const worldOf = (desk: Desk): World => ({
  ledger: desk.ledger,
  now: clockNow(desk.ledger),
  url: desk.url(),
})

/** A week, as Toss gives unless told. */
const ACCOUNT_SECONDS = 7 * 86_400

function act(desk: Desk, payment: TossPayment, choice: Choice): void {
  const world = worldOf(desk)
  const { detail } = payment
  if (choice === 'quit') {
    // Left open as it is at Toss: after half an hour it expires.
    writePayment(desk.ledger, { ...payment, detail: { ...detail, isLeft: true } })
  } else if (choice === 'fail') {
    const failure = { code: 'REJECT_CARD_COMPANY', message: '비밀번호가 다릅니다.' }
    const failed: TossPayment = { ...payment, status: 'ABORTED', detail: { ...detail, failure } }
    writePayment(desk.ledger, failed)
    tellStatus(world, failed)
  } else {
    const wantsAccount = choice === 'deposit' || payment.method === '가상계좌'
    const account = wantsAccount && {
      bankCode: '20',
      number: `X${randomInt(10 ** 12, 10 ** 13)}`,
      dueAt: later(world.now, ACCOUNT_SECONDS).toISOString(),
    }
    writePayment(desk.ledger, {
      ...payment,
      status: 'IN_PROGRESS',
      method: account ? '가상계좌' : payment.method,
      detail: { ...detail, authenticatedAt: world.now.toISOString(), account: account || null },
    } satisfies TossPayment)
  }
}

/** What the buyer's browser brings to the shop: a key to confirm with, or why there is none. */
function brings(payment: TossPayment, over: Over): Record<string, string> {
  const { orderId, detail } = payment
  const isGood = ['authenticated', 'deposit', 'paid', 'refunded'].includes(over)
  if (isGood) return { paymentKey: payment.id, orderId, amount: String(payment.amount) }
  if (over === 'quit')
    return { code: 'PAY_PROCESS_CANCELED', message: '사용자에 의해 결제가 취소되었습니다.' }
  const { code, message } = detail.failure ?? { code: 'PAY_PROCESS_ABORTED', message: '' }
  return { code, message, orderId }
}

const window: WindowDoor = {
  choices: ['pay', 'deposit', 'fail', 'quit'],
  isFramed: true,
  holdUntil: (payment) => toss(payment).detail.metadata?.holdUntil,
  expiresAt,
  overOf: (payment) =>
    overs[toss(payment).status] ?? (toss(payment).detail.isLeft ? 'quit' : undefined),
  act: (desk, payment, choice) => act(desk, toss(payment), choice),
  wayBack(payment, over) {
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

/** Toss Payments. Nothing is charged that its merchant does not confirm. */
export const tossHouse: House = {
  name: 'toss',
  title: 'Toss Payments',
  operations,
  routes: tossRoutes,
  unknownPath,
  window,
  webhooks,
  cancelAtConsole(desk, payment, amount, why) {
    const world = worldOf(desk)
    const left = leftOf(movesOf(desk.ledger, payment.id))
    giveBack(world, toss(payment), { ...partsOf(left, amount), note: why, at: world.now })
  },
  deposit(desk, payment) {
    const world = worldOf(desk)
    if (payment.status !== 'WAITING_FOR_DEPOSIT' || isAccountOver(toss(payment), world.now))
      return false
    take(world, toss(payment))
    return true
  },
  refundEnded(desk, payment, { state }) {
    if (state === 'done') named(worldOf(desk), toss(payment))
  },
}
