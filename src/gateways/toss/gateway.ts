import type {
  Approval,
  ApproveAsk,
  CancelAsk,
  Cancellation,
  Gateway,
  Lookup,
  PrepareAsk,
  Prepared,
  Returned,
  Unknown,
} from '../../payments/gateway.ts'
import { unpaidBy } from '../quit.ts'
import { CALL_SECONDS, call, type TossSettings } from './call.ts'
import * as codes from './codes.ts'
import { launcherOf, launchOf } from './launch.ts'
import { list } from './list.ts'
import { settlements } from './settlements.ts'
import * as shapes from './shapes.ts'
import { snapshotOf } from './snapshot.ts'
import { readWebhook } from './webhook.ts'

/**
 * Toss Payments: its browser script opens the window, and our confirm charges.
 * Toss finds a payment by our id (`orderId`) and by its `paymentKey`, which the browser returns.
 * Every POST carries an idempotency key, one for each operation.
 */
export function toss(settings: TossSettings): Gateway {
  return {
    name: 'toss',
    approveMode: 'server',
    currencies: ['KRW'],
    sessionSeconds: 1800,
    takesDeposits: true,
    callSeconds: CALL_SECONDS,
    prepare: async (ask) => prepare(settings, ask),
    parseReturn,
    approve: (ask) => approve(settings, ask),
    lookup: (ask) => lookup(settings, ask.reference),
    cancel: (ask) => cancel(settings, ask),
    close: (ask) => close(settings, ask),
    launcher: launcherOf(settings),
    readWebhook,
    list: (ask) => list(settings, ask),
    settlements: (ask) => settlements(settings, ask),
  }
}

/** A failure, also by the buyer, comes with a code. */
function parseReturn({ paymentKey, code, message }: Readonly<Record<string, string>>): Returned {
  if (code) return { left: unpaidBy(code, message) }
  return paymentKey ? { clientToken: paymentKey } : {}
}

/** No call yet: the browser script opens the payment. */
function prepare(settings: TossSettings, ask: PrepareAsk): Prepared {
  if (ask.amount.currency !== 'KRW') return { is: 'rejected', reason: 'toss is asked for KRW only' }
  return { is: 'prepared', reference: ask.merchantId, launch: launchOf(settings, ask) }
}

/**
 * Sends our amount, so that Toss refuses any other. A virtual account is confirmed too, but nothing is
 * captured yet: its snapshot is open and carries the account.
 */
async function approve(settings: TossSettings, ask: ApproveAsk): Promise<Approval> {
  const reply = await call(settings, {
    operation: 'confirm',
    path: '/v1/payments/confirm',
    body: { paymentKey: ask.clientToken, orderId: ask.reference, amount: ask.amount.amount },
    once: ask.operationKey,
  })
  if (reply.is === 'refused' && codes.isDeclinedConfirm(reply.refusal))
    return { is: 'declined', reason: codes.describe(reply.refusal) }
  const payment = reply.is === 'answered' && shapes.readPayment(reply.body)
  if (!payment) return codes.unknown(reply)
  // A reused idempotency key replays an old answer, which may be about another order.
  if (payment.orderId !== ask.reference)
    return { is: 'unknown', reason: 'toss answered about another order' }
  const snapshot = snapshotOf(settings, payment)
  if (snapshot?.state !== 'paid' && !snapshot?.deposit)
    return { is: 'unknown', reason: `toss confirmed as ${payment.status}` }
  return { is: 'approved', snapshot }
}

async function lookup(settings: TossSettings, orderId: string): Promise<Lookup> {
  const found = await find(settings, orderId)
  if (found.is !== 'payment') return found
  const snapshot = snapshotOf(settings, found.payment)
  if (!snapshot) return { is: 'unknown', reason: `toss status ${found.payment.status}` }
  return { is: 'found', snapshot }
}

type Found =
  | { readonly is: 'payment'; readonly payment: shapes.Payment }
  | { is: 'not-found' }
  | Unknown

async function find(settings: TossSettings, orderId: string): Promise<Found> {
  const path = `/v1/payments/orders/${encodeURIComponent(orderId)}`
  const reply = await call(settings, { operation: 'lookup', path })
  if (reply.is === 'refused' && codes.isMissing(reply.refusal)) return { is: 'not-found' }
  const payment = reply.is === 'answered' && shapes.readPayment(reply.body)
  return payment ? { is: 'payment', payment } : codes.unknown(reply)
}

/** Sends the expected balance: of two concurrent cancels Toss refuses one. */
async function cancel(settings: TossSettings, ask: CancelAsk): Promise<Cancellation> {
  const paymentKey = ask.approvalReference ?? (await keyOf(settings, ask.reference))
  if (typeof paymentKey !== 'string') return paymentKey
  const reply = await call(settings, {
    operation: 'cancel',
    path: `/v1/payments/${encodeURIComponent(paymentKey)}/cancel`,
    body: {
      cancelReason: [...ask.reason].slice(0, 200).join(''),
      cancelAmount: ask.amount.amount,
      ...(ask.taxFree > 0 && { taxFreeAmount: ask.taxFree }),
      refundableAmount: ask.balance,
    },
    once: ask.operationKey,
  })
  if (reply.is === 'refused' && codes.isRejectedCancel(reply.refusal))
    return codes.rejected(reply.refusal)
  const payment = reply.is === 'answered' && shapes.readPayment(reply.body)
  return payment ? canceled(payment, ask) : codes.unknown(reply)
}

async function keyOf(settings: TossSettings, orderId: string): Promise<string | Unknown> {
  const found = await find(settings, orderId)
  if (found.is === 'payment') return found.payment.paymentKey
  return found.is === 'unknown' ? found : { is: 'unknown', reason: 'toss knows no such order' }
}

/** Our cancel is the latest transaction of the payment. */
function canceled(payment: shapes.Payment, ask: CancelAsk): Cancellation {
  const mine = payment.cancels.find(
    ({ transactionKey }) => transactionKey === payment.lastTransactionKey,
  )
  if (!mine) return { is: 'unknown', reason: 'toss does not say which refund was made' }
  if (mine.amount !== ask.amount.amount)
    return { is: 'unknown', reason: `toss gave back ${mine.amount}` }
  if (mine.state === 'pending') return { is: 'pending', refundReference: mine.transactionKey }
  if (mine.state !== 'done') return { is: 'unknown', reason: `toss refund ${mine.state}` }
  return { is: 'canceled', refundReference: mine.transactionKey, balance: mine.left }
}

/** Without our confirm only an issued virtual account can be paid into: it is canceled. */
async function close(
  settings: TossSettings,
  { reference, operationKey }: { readonly reference: string; readonly operationKey: string },
): Promise<void> {
  const found = await find(settings, reference)
  if (found.is !== 'payment' || found.payment.status !== 'WAITING_FOR_DEPOSIT') return
  await call(settings, {
    operation: 'cancel',
    path: `/v1/payments/${encodeURIComponent(found.payment.paymentKey)}/cancel`,
    body: { cancelReason: '주문이 끝났습니다' },
    once: operationKey,
  })
}
