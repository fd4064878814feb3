import type { Engine } from '../engine.ts'
import { publish } from '../events/outbox.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { rechargeIn, unchargeIn, wasUncharged, writeOffIn } from '../wallets/charge.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import { walletMissing } from '../wallets/rules.ts'
import { refundIn } from '../wallets/spends/hold.ts'
import { readSpender } from '../wallets/spends/queries.ts'
import { spendMissing } from '../wallets/spends/rules.ts'
import { WALLET } from './attempt.ts'
import { callGateway, gatewayOf } from './call-gateway.ts'
import { change } from './change.ts'
import type { Cancellation, Lookup } from './gateway.ts'
import * as queries from './queries.ts'
import * as refundRules from './refund-rules.ts'
import { readLookedAgain } from './review-queries.ts'
import * as rules from './rules.ts'
import { leftAfter, taxFreeOf, vatOf } from './tax-rules.ts'

/** The reason of refunds of owed balances. */
export const OWNER_LEFT = 'owner-left'
/** The reasons of refunds whose events say more than `order.refunded`. */
export const ORDER_CANCELED = 'order-canceled'
export const LINES_GIVEN_BACK = 'lines-given-back'
export const NO_SHOW = 'no-show'
const toldOtherwise: readonly string[] = [ORDER_CANCELED, LINES_GIVEN_BACK, NO_SHOW]

/**
 * Records a refund in the transaction that decides it, so that no crash loses it. `sendRefund` sends
 * it; on failure the reconciler retries. Its tax-free part is proportional, where it is not given
 * (tax-rules.ts).
 *
 * Problem: charge-spent, of a charge whose amount is spent.
 *
 * @param amount minor units, more than 0, at most what was captured and not yet refunded
 */
export async function requestRefund(
  engine: Engine,
  tx: Tx,
  payment: rules.Payment,
  { amount, reason, taxFree }: { amount: number; reason: string; taxFree?: number },
): Promise<rules.Payment> {
  const refunds = await queries.readRefunds(tx, payment)
  const left = leftAfter(
    { amount: payment.approved ?? 0, taxFree: payment.taxFree },
    refunds.filter(({ state }) => state === 'done'),
  )
  const refund: refundRules.Refund = {
    id: engine.newId<'Refund'>(),
    amount,
    taxFree: taxFree ?? taxFreeOf(left, amount),
    balance: left.amount,
    reason,
    state: 'asked',
    reference: null,
    createdAt: tx.now,
  }
  await queries.insertRefund(tx, payment, refund)
  if (isCharge(payment)) await debitCharge(tx, payment, refund)
  if (payment.gateway === WALLET) return refundToWallet(tx, payment, refund)
  const checkAt = rules.nextCheck(0, tx.now)
  return change(tx, payment, 'refunding', { checkAt, checks: 0, reason })
}

const causeOf = (
  { storeId, orderId, id: paymentId, gateway }: rules.Payment,
  { amount }: Pick<refundRules.Refund, 'amount'>,
) => ({ storeId, orderId, paymentId, gateway, amount })

/**
 * Debits a charge before its refund is sent, so that it cannot be spent meanwhile. A late payment was
 * never credited: nothing to debit.
 */
async function debitCharge(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
): Promise<void> {
  const operationKey = `uncharge:${refund.id}`
  const taken = await unchargeIn(tx, { ...causeOf(payment, refund), operationKey })
  if (taken instanceof Problem && taken.type !== walletMissing.type) throw taken
}

/** A charge was refunded at the gateway without our request. */
export const writeOffCharge = (
  tx: Tx,
  payment: rules.Payment,
  refund: Pick<refundRules.Refund, 'id' | 'amount'>,
): Promise<void> =>
  writeOffIn(tx, { ...causeOf(payment, refund), operationKey: `uncharge:${refund.id}` })

/** Reverses `debitCharge` after the gateway surely did not refund. */
export async function restoreCharge(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
): Promise<void> {
  if (!isCharge(payment)) return
  const taken = await wasUncharged(tx, `uncharge:${refund.id}`)
  if (taken)
    await rechargeIn(tx, { ...causeOf(payment, refund), operationKey: `recharge:${refund.id}` })
}

/** Refunds a wallet's payment at once, without a gateway. */
async function refundToWallet(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
): Promise<rules.Payment> {
  const operationKey = refundRules.refundKey(refund)
  const { storeId, id: paymentId } = payment
  const [refunding, spender] = await Promise.all([
    change(tx, payment, 'refunding', { reason: refund.reason }),
    readSpender(tx, storeId, paymentId),
  ])
  if (!spender) throw spendMissing()
  const { amount } = refund
  orThrow(await refundIn(tx, { storeId, paymentId, ...spender, amount, operationKey }))
  return finish(tx, refunding, refund, operationKey)
}

/** Sends the requested refund to the gateway, and settles it by the reply. */
export async function sendRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const live = await liveRefund(engine, payment)
  if (!live) return payment
  const { refund, before } = live
  const reply = await callGateway(engine, payment.gateway, (gateway) =>
    gateway.cancel({
      reference: payment.reference ?? '',
      approvalReference: payment.approvalReference,
      amount: { amount: refund.amount, currency: payment.currency },
      taxFree: refund.taxFree,
      ...(payment.taxFree > 0 && { vat: vatOf(refund, before) }),
      balance: refund.balance,
      reason: refund.reason,
      operationKey: refundRules.refundKey(refund),
    }),
  )
  return settleRefund(engine, payment, reply)
}

/** Looks a refund up before retrying it: it may have succeeded without a reply. */
export async function lookUpRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const reply = await callGateway(engine, payment.gateway, (gateway) =>
    gateway.lookup({ reference: payment.reference ?? '' }),
  )
  const settled = await settleRefund(engine, payment, reply)
  return settled.state === 'refunding' ? sendRefund(engine, settled) : settled
}

/** The refund in progress, at most one, and those that are done. */
async function liveRefund(engine: Engine, payment: rules.Payment) {
  const refunds = await queries.readRefunds(engine.cell(payment.storeId), payment)
  const refund = refunds.find(({ state }) => state === 'asked' || state === 'pending')
  return refund && { refund, before: refunds.filter(({ state }) => state === 'done') }
}

const settleRefund = (engine: Engine, stale: rules.Payment, reply: Cancellation | Lookup) =>
  engine.cell(stale.storeId).transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, stale.storeId, stale.id)
    if (!payment) return stale
    if (!rules.isRefunding(payment)) return payment
    const refunds = await queries.readRefunds(tx, payment)
    const refund = refunds.find(({ state }) => state === 'asked' || state === 'pending')
    if (!refund) return payment
    const known = new Set(refunds.flatMap(({ reference }) => reference ?? []))
    const { callSeconds } = gatewayOf(engine, payment.gateway)
    const verdict = refundRules.judgeRefund(payment, refund, known, reply, callSeconds, tx.now)
    return writeVerdict(tx, payment, refund, verdict, reply)
  })

async function writeVerdict(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
  verdict: refundRules.RefundVerdict,
  reply: Cancellation | Lookup,
): Promise<rules.Payment> {
  const next = { checkAt: rules.nextCheck(payment.checks, tx.now), checks: payment.checks + 1 }
  switch (verdict.is) {
    case 'done':
      return finish(tx, payment, refund, verdict.reference)
    case 'pending':
      await queries.writeRefund(tx, payment, { ...refund, ...verdict, state: 'pending' })
      return change(tx, payment, 'refund-pending', next)
    case 'again':
      return change(tx, payment, 'refunding', { ...next, checkAt: later(tx.now, 20) })
    case 'wait':
      if (await isTooLong(tx, payment, refund)) return review(tx, payment, verdict.reason, reply)
      return change(tx, payment, refund.state === 'pending' ? 'refund-pending' : 'refund-unknown', {
        ...next,
        reason: verdict.reason,
      })
    case 'review': {
      if (reply.is !== 'rejected') return review(tx, payment, verdict.reason, reply)
      if (refund.reason === OWNER_LEFT) {
        // Without an owner nobody retries: the amount becomes unclaimed.
        await queries.writeRefund(tx, payment, { ...refund, state: 'refused' })
        await restoreCharge(tx, payment, refund)
      }
      return review(tx, payment, `rejected: ${verdict.reason}`, reply)
    }
  }
}

/** Completes a refund and publishes it. The order stays as it is. */
async function finish(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
  reference: string,
) {
  await queries.writeRefund(tx, payment, { ...refund, reference, state: 'done' })
  const refunded = payment.refunded + refund.amount
  const state = refunded === payment.approved ? 'refunded' : 'partially-refunded'
  const facts = { reference, refundId: refund.id, reason: refund.reason }
  if (!toldOtherwise.includes(refund.reason))
    await publish(tx, {
      topic: 'order.refunded',
      storeId: payment.storeId,
      subjectId: payment.orderId,
      body: {
        orderId: payment.orderId,
        paymentId: payment.id,
        refundId: refund.id,
        amount: refund.amount,
        currency: payment.currency,
      },
    })
  return change(
    tx,
    payment,
    state,
    { refunded, reason: refund.reason, checkAt: null, checks: 0 },
    { amount: -refund.amount, facts },
  )
}

/** Sends a payment to review, with the gateway's last reply. */
const review = (tx: Tx, payment: rules.Payment, reason: string, reply: object) =>
  change(tx, payment, 'needs-review', { checkAt: null, reason }, { facts: { reason, said: reply } })

/** Unknown for a day, since the request or since an admin chose to look again. */
async function isTooLong(tx: Tx, payment: rules.Payment, { createdAt }: refundRules.Refund) {
  const dayAgo = later(tx.now, -rules.REVIEW_AFTER_SECONDS)
  if (createdAt >= dayAgo) return false
  const { lookedAgainAt } = await readLookedAgain(tx, payment)
  return !lookedAgainAt || lookedAgainAt < dayAgo
}
