import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { type Cause, type Posted, post, type Wallet } from '../rules.ts'

/**
 * Ownerless wallets: refunds to a wallet whose owner has left.
 *
 *   store's revenue ── refund ─▶ owed ──┬─ uncharge ─▶ gateway's clearing ── refused: recharge ─┐
 *                                       └─ unclaim ──▶ unclaimed ◀─────────────────────────────┘
 *                                                          └─ payout, by hand
 *
 * Every charged won is left of some charge, so mostly a gateway can refund it.
 */
export interface Charge {
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
  /** Not refunded yet, by the ledger. */
  readonly left: number
}

/** A charge and the refund its payment allows. */
export interface PaidCharge extends Charge {
  /** Held by its gateway. */
  readonly refundable: number
  /** `busy`: a refund is in progress, the next must wait. `closed`: no refund is possible. */
  readonly is: 'free' | 'busy' | 'closed'
}

export interface Allocation<Of> {
  readonly parts: readonly { readonly charge: Of; readonly amount: number }[]
  /** Stays owed while its charges are busy. */
  readonly deferred: number
  /** No charge can take it: paid out by hand. */
  readonly unclaimed: number
}

export const unclaimedTooLittle = problem<{ unclaimed: number }>(
  'unclaimed-too-little',
  'conflict',
  {
    ko: '직접 환불할 수 있는 금액이 부족해요.',
    en: 'Less than that waits to be paid out by hand.',
  },
)
export const unclaimedMissing = problem('unclaimed-missing', 'missing', {
  ko: '직접 환불할 금액이 없는 지갑이에요.',
  en: 'Nothing waits to be paid out by hand for this wallet.',
})

/**
 * Allocates an owed balance to charges in the given order, latest first: gateways refund only recent
 * payments.
 */
export function allocate<Of extends PaidCharge>(
  owed: number,
  charges: readonly Of[],
): Allocation<Of> {
  let rest = owed
  const take = ({ left, refundable }: Of): number => {
    const amount = Math.min(rest, left, refundable)
    rest -= amount
    return amount
  }
  const parts = charges
    .filter(({ is }) => is === 'free')
    .map((charge) => ({ charge, amount: take(charge) }))
    .filter(({ amount }) => amount > 0)
  const deferred = charges
    .filter(({ is }) => is === 'busy')
    .reduce((sum, charge) => sum + take(charge), 0)
  return { parts, deferred, unclaimed: rest }
}

export const unclaim = (wallet: Wallet, cause: Cause, amount: number): Posted =>
  post(wallet, 'unclaim', cause, [
    ['owed', -amount],
    ['unclaimed', amount],
  ])

/** The ledger's gateway name for payouts by hand. */
export const BY_HAND = 'by-hand'

/** Debits a payout by hand. Problem: unclaimed-too-little. */
export function payOut(wallet: Wallet, cause: Cause, amount: number): Posted | Problem {
  const { unclaimed } = wallet
  if (amount > unclaimed) return unclaimedTooLittle({ unclaimed })
  return post(wallet, 'payout', { ...cause, gateway: BY_HAND }, [
    ['unclaimed', -amount],
    ['clearing', amount],
  ])
}
