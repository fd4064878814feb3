import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import * as orders from '../../orders/rules.ts'
import {
  balanceShort,
  type Cause,
  type Mix,
  mixOf,
  type Posted,
  post,
  type Wallet,
} from '../rules.ts'

/**
 * Spends: the wallet's payment of an order, or of a part of it.
 *
 *   ── hold ─▶ held ──┬─ capture ─▶ captured ── refund, in parts
 *   ── spend ─────────┼────────────▶
 *                     └─ release ─▶ released
 *
 * A spend records its charged and granted parts and refunds to the same books. Its id is the payment's.
 */
export interface Spend extends Mix {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Payment'>
  readonly orderId: Id<'Order'>
  readonly walletId: Id<'Wallet'>
  readonly state: 'held' | 'captured' | 'released'
  readonly refundedCharged: number
  readonly refundedGranted: number
}

/** A transfer to write, and the spend after it. */
export interface Moved extends Posted {
  readonly spend: Spend
}

export const spendMissing = problem('wallet-spend-missing', 'missing', {
  ko: '지갑으로 결제한 내역이 없어요.',
  en: 'No wallet has paid for this.',
})
export const spendOver = problem('wallet-spend-over', 'conflict', {
  ko: '지갑에서 결제 중이던 금액이 이미 결제되었거나 취소됐어요.',
  en: 'What the wallet had set aside was already taken or given back.',
})
export const refundTooMuch = problem<{ most: number }>('wallet-refund-too-much', 'invalid', {
  ko: '지갑으로 결제한 금액보다 많이 환불할 수 없어요.',
  en: 'That is more than what is left of the wallet’s payment.',
})

/** The order of a spend and its payment. */
export interface SpendCause extends Cause {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
}

/**
 * Pays a store (`spend`), or holds the amount for it (`hold`).
 * Problem: wallet-balance-short.
 */
export function take(
  wallet: Wallet,
  kind: 'spend' | 'hold',
  cause: SpendCause,
  amount: number,
): Moved | Problem {
  const mix = mixOf(wallet, amount)
  if (mix instanceof Problem) return mix
  const spend: Spend = {
    storeId: cause.storeId,
    id: cause.paymentId,
    orderId: cause.orderId,
    walletId: wallet.id,
    state: kind === 'spend' ? 'captured' : 'held',
    ...mix,
    refundedCharged: 0,
    refundedGranted: 0,
  }
  const posted = post(wallet, kind, cause, [
    ['granted', -mix.granted],
    ['charged', -mix.charged],
    [kind === 'spend' ? 'revenue' : 'held', amount],
  ])
  return { ...posted, spend }
}

/** Captures a hold. Problem: wallet-spend-over. */
export function capture(wallet: Wallet, spend: Spend, cause: Cause): Moved | Problem {
  if (spend.state !== 'held') return spendOver()
  const amount = spend.charged + spend.granted
  const posted = post(wallet, 'capture', cause, [
    ['held', -amount],
    ['revenue', amount],
  ])
  return { ...posted, spend: { ...spend, state: 'captured' } }
}

/** Releases a hold to the books it came from. Problem: wallet-spend-over. */
export function release(wallet: Wallet, spend: Spend, cause: Cause): Moved | Problem {
  if (spend.state !== 'held') return spendOver()
  const posted = post(wallet, 'release', cause, [
    ['held', -spend.charged - spend.granted],
    ['charged', spend.charged],
    ['granted', spend.granted],
  ])
  return { ...posted, spend: { ...spend, state: 'released' } }
}

/**
 * Refunds `amount`, the charged part first, to the books it came from. Without an owner the charged
 * part is owed or unclaimed, and the granted part returns to the platform.
 * Problems in order: wallet-spend-over, wallet-refund-too-much.
 */
export function refund(
  wallet: Wallet,
  spend: Spend,
  cause: Cause,
  amount: number,
): Moved | Problem {
  if (spend.state !== 'captured') return spendOver()
  const charged = spend.charged - spend.refundedCharged
  const granted = spend.granted - spend.refundedGranted
  if (amount > charged + granted) return refundTooMuch({ most: charged + granted })
  const paidBack = Math.min(charged, amount)
  const posted = post(wallet, 'refund', cause, [
    ['revenue', -amount],
    [bookOfRefund(wallet), paidBack],
    [wallet.wayBack ? 'promotion' : 'granted', amount - paidBack],
  ])
  return {
    ...posted,
    spend: {
      ...spend,
      refundedCharged: spend.refundedCharged + paidBack,
      refundedGranted: spend.refundedGranted + amount - paidBack,
    },
  }
}

function bookOfRefund({ wayBack }: Wallet) {
  if (!wayBack) return 'charged'
  return wayBack === 'gateway' ? 'owed' : 'unclaimed'
}

/** Pays a buyer's whole order from their wallet. */
export interface SpendAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
}

/** Facts read under lock for a batch of spends. */
export interface SpendFacts {
  readonly orders: ReadonlyMap<Id<'Order'>, orders.Order>
  readonly wallets: ReadonlyMap<Id<'Account'>, Wallet>
  /** Existing spends of these payments. */
  readonly spends: ReadonlyMap<Id<'Payment'>, Spend>
}

/** A paid order and its spend; `moved` is to be written, absent on a retry. */
export interface Spent {
  readonly order: orders.Order
  readonly spend: Spend
  readonly moved?: Moved
}

/**
 * Decides a batch of wallet payments in order of arrival, each on the balance the earlier ones left.
 *
 * @returns one outcome for each ask: the spend, or the first problem in this order: order-missing,
 *   (a retry of the same payment), order-over, order-expired, payment-in-progress, wallet-balance-short
 */
export function spendAll(facts: SpendFacts, asks: readonly SpendAsk[], now: Date) {
  const wallets = new Map(facts.wallets)
  const spends = new Map(facts.spends)
  const paid = new Set<Id<'Order'>>()

  const decideOne = ({ buyerId, orderId, paymentId }: SpendAsk): Spent | Problem => {
    const order = facts.orders.get(orderId)
    if (order?.buyerId !== buyerId) return orders.orderMissing()
    const known = spends.get(paymentId)
    if (known?.orderId === orderId) return { order, spend: known }
    if (paid.has(orderId)) return orders.orderOver()
    const alive = orders.pin(order, now)
    if (alive instanceof Problem) return alive
    if (order.pinnedAt) return orders.paymentInProgress()
    const wallet = wallets.get(buyerId)
    if (!wallet) return balanceShort({ available: 0 })
    const operationKey = `spend:${paymentId}`
    const cause = { operationKey, storeId: order.storeId, orderId, paymentId }
    const moved = take(wallet, 'spend', cause, order.amount)
    if (moved instanceof Problem) return moved

    // Past this line the order is paid for.
    wallets.set(buyerId, moved.wallet)
    spends.set(paymentId, moved.spend)
    paid.add(orderId)
    return { order, spend: moved.spend, moved }
  }
  return asks.map(decideOne)
}
