import type { Engine } from '../engine.ts'
import { tell } from '../events/outbox.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { isCharge, writeOffIn, rechargeIn, unchargeIn, wasUncharged } from '../wallets/charge.ts'
import { walletMissing } from '../wallets/rules.ts'
import { refundIn } from '../wallets/spends/hold.ts'
import { readSpender } from '../wallets/spends/queries.ts'
import { spendMissing } from '../wallets/spends/rules.ts'
import { WALLET } from './attempt.ts'
import { change } from './change.ts'
import type { Cancellation, Lookup } from './gateway.ts'
import { gatewayOf, outside } from './outside.ts'
import * as queries from './queries.ts'
import * as refundRules from './refund-rules.ts'
import { readLookedAgain } from './review-queries.ts'
import * as rules from './rules.ts'
import { leftAfter, taxFreeOf } from './tax.ts'

/** Why a charge is given back of which nobody asked: it came back after the owner had left. */
export const OWNER_LEFT = 'owner-left'

/**
 * Writes down that money goes back, in the transaction that decided it, so that no crash can writeOff
 * it. `driveRefund` then does it; the reconciler does when we could not. Its tax-free part is in
 * proportion to what is left (tax.ts).
 *
 * Problem: charge-spent, when a wallet has not got what it was charged with any more.
 *
 * @param amount minor units, more than 0, at most what was taken and not yet given back
 */
export async function askRefund(
  engine: Engine,
  tx: Tx,
  payment: rules.Payment,
  { amount, reason }: { amount: number; reason: string },
): Promise<rules.Payment> {
  const refunds = await queries.readRefunds(tx, payment)
  const left = leftAfter(
    { amount: payment.approved ?? 0, taxFree: payment.taxFree },
    refunds.filter(({ state }) => state === 'done'),
  )
  const refund: refundRules.Refund = {
    id: engine.newId<'Refund'>(),
    amount,
    taxFree: taxFreeOf(left, amount),
    balance: left.amount,
    reason,
    state: 'asked',
    reference: null,
    createdAt: tx.now,
  }
  await queries.insertRefund(tx, payment, refund)
  if (isCharge(payment)) await takeBack(tx, payment, refund)
  if (payment.gateway === WALLET) return refundToWallet(tx, payment, refund)
  const checkAt = rules.nextCheck(0, tx.now)
  return change(tx, payment, 'refunding', { checkAt, checks: 0, reason })
}

const causeOf = (
  { storeId, orderId, id: paymentId, gateway }: rules.Payment,
  { amount }: Pick<refundRules.Refund, 'amount'>,
) => ({ storeId, orderId, paymentId, gateway, amount })

/**
 * A charge that is given back leaves the wallet first, so that it cannot be spent meanwhile. Money
 * that came too late to be charged is in no wallet.
 */
async function takeBack(tx: Tx, payment: rules.Payment, refund: refundRules.Refund): Promise<void> {
  const operationKey = `uncharge:${refund.id}`
  const taken = await unchargeIn(tx, { ...causeOf(payment, refund), operationKey })
  if (taken instanceof Problem && taken.type !== walletMissing.type) throw taken
}

/** A charge was given back at the gateway itself. */
export const loseCharge = (
  tx: Tx,
  payment: rules.Payment,
  refund: Pick<refundRules.Refund, 'id' | 'amount'>,
): Promise<void> =>
  writeOffIn(tx, { ...causeOf(payment, refund), operationKey: `uncharge:${refund.id}` })

/** The gateway has not given it back, for sure: what `takeBack` took is in the wallet again. */
export async function putBackCharge(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
): Promise<void> {
  if (!isCharge(payment)) return
  const taken = await wasUncharged(tx, `uncharge:${refund.id}`)
  if (taken)
    await rechargeIn(tx, { ...causeOf(payment, refund), operationKey: `recharge:${refund.id}` })
}

/** What a wallet paid is back in it at once: nobody else has to be asked. */
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

/** Gives the money back that was asked for, or looks at what became of it. */
export async function driveRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const refund = await liveRefund(engine, payment)
  if (!refund) return payment
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.cancel({
      reference: payment.reference ?? '',
      approvalReference: payment.approvalReference,
      amount: { amount: refund.amount, currency: payment.currency },
      taxFree: refund.taxFree,
      balance: refund.balance,
      reason: refund.reason,
      operationKey: refundRules.refundKey(refund),
    }),
  )
  return settleRefund(engine, payment, said)
}

/** Looks first: what was asked for may have been done although nobody told us. */
export async function lookAtRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.lookup({ reference: payment.reference ?? '' }),
  )
  const settled = await settleRefund(engine, payment, said)
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}

/** The refund that is under way: there is one at most. */
async function liveRefund(engine: Engine, payment: rules.Payment) {
  const refunds = await queries.readRefunds(engine.database, payment)
  return refunds.find(({ state }) => state === 'asked' || state === 'pending')
}

const settleRefund = (engine: Engine, asked: rules.Payment, said: Cancellation | Lookup) =>
  engine.database.transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, asked.storeId, asked.id)
    if (!payment) return asked
    if (!rules.isRefunding(payment)) return payment
    const refunds = await queries.readRefunds(tx, payment)
    const refund = refunds.find(({ state }) => state === 'asked' || state === 'pending')
    if (!refund) return payment
    const known = new Set(refunds.flatMap(({ reference }) => reference ?? []))
    const { callSeconds } = gatewayOf(engine, payment.gateway)
    const verdict = refundRules.judgeRefund(payment, refund, known, said, callSeconds, tx.now)
    return writeVerdict(tx, payment, refund, verdict, said)
  })

async function writeVerdict(
  tx: Tx,
  payment: rules.Payment,
  refund: refundRules.Refund,
  verdict: refundRules.RefundVerdict,
  said: Cancellation | Lookup,
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
      if (await isTooLong(tx, payment, refund)) return review(tx, payment, verdict.reason, said)
      return change(tx, payment, refund.state === 'pending' ? 'refund-pending' : 'refund-unknown', {
        ...next,
        reason: verdict.reason,
      })
    case 'review': {
      if (said.is !== 'rejected') return review(tx, payment, verdict.reason, said)
      if (refund.reason === OWNER_LEFT) {
        // Nobody is left to ask again: the money is kept, and the payment says why.
        await queries.writeRefund(tx, payment, { ...refund, state: 'refused' })
        await putBackCharge(tx, payment, refund)
      }
      return review(tx, payment, `rejected: ${verdict.reason}`, said)
    }
  }
}

/** The money is back. The order stays as it is, and its buyer is told. */
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
  // of an order that was canceled, that has told it
  if (refund.reason !== 'order-canceled')
    await tell(tx, {
      topic: 'order.refunded',
      storeId: payment.storeId,
      subjectId: payment.orderId,
      body: { refundId: refund.id },
    })
  return change(
    tx,
    payment,
    state,
    { refunded, reason: refund.reason, checkAt: null, checks: 0 },
    { amount: -refund.amount, facts },
  )
}

/** A person has to look; what the gateway last said is kept for them. */
const review = (tx: Tx, payment: rules.Payment, reason: string, said: object) =>
  change(tx, payment, 'needs-review', { checkAt: null, reason }, { facts: { reason, said } })

/** Nobody could tell for a day, since it was asked for or since a person wanted another look. */
async function isTooLong(tx: Tx, payment: rules.Payment, { createdAt }: refundRules.Refund) {
  const dayAgo = later(tx.now, -rules.REVIEW_AFTER_SECONDS)
  if (createdAt >= dayAgo) return false
  const { lookedAgainAt } = await readLookedAgain(tx, payment)
  return !lookedAgainAt || lookedAgainAt < dayAgo
}
