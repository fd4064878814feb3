import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { type Cause, type Posted, post, type Wallet } from '../rules.ts'

/**
 * Money that comes back to a wallet whose owner has left.
 *
 *   store's revenue ── refund ─▶ owed ──┬─ uncharge ─▶ gateway's clearing ── refused: recharge ─┐
 *                                       └─ unclaim ──▶ unclaimed ◀─────────────────────────────┘
 *                                                          └─ payout, by hand
 *
 * Every charged won is left of some charge, so there mostly is a gateway to give it to.
 */
export interface Charge {
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
  /** What the ledger says of this charge was not given back yet. */
  readonly left: number
}

/** A charge with what its payment allows. */
export interface PaidCharge extends Charge {
  /** What its gateway still holds. */
  readonly refundable: number
  /** `busy`: an earlier refund is under way, and the next has to wait. */
  readonly is: 'free' | 'busy' | 'closed'
}

export interface PassOn<Of> {
  readonly parts: readonly { readonly charge: Of; readonly amount: number }[]
  /** Stays owed, because the charges that could take it are busy. */
  readonly waits: number
  /** No charge can take it: a person pays it out. */
  readonly unclaimed: number
}

export const unclaimedTooLittle = problem<{ unclaimed: number }>(
  'unclaimed-too-little',
  'conflict',
  {
    ko: '직접 돌려줄 금액이 그만큼 남아 있지 않습니다.',
    en: 'Less than that waits to be paid out by hand.',
  },
)
export const unclaimedMissing = problem('unclaimed-missing', 'missing', {
  ko: '직접 돌려줄 돈이 없는 지갑입니다.',
  en: 'Nothing waits to be paid out by hand for this wallet.',
})

/**
 * Decides which charges give back what is owed: in the order given, latest first, because gateways
 * refund recent payments only.
 */
export function passOn<Of extends PaidCharge>(owed: number, charges: readonly Of[]): PassOn<Of> {
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
  const waits = charges
    .filter(({ is }) => is === 'busy')
    .reduce((sum, charge) => sum + take(charge), 0)
  return { parts, waits, unclaimed: rest }
}

export const unclaim = (wallet: Wallet, cause: Cause, amount: number): Posted =>
  post(wallet, 'unclaim', cause, [
    ['owed', -amount],
    ['unclaimed', amount],
  ])

/** The name under which the ledger keeps what was paid out without a gateway. */
export const BY_HAND = 'by-hand'

/** Somebody has paid it out. Problem: unclaimed-too-little. */
export function payOut(wallet: Wallet, cause: Cause, amount: number): Posted | Problem {
  const { unclaimed } = wallet
  if (amount > unclaimed) return unclaimedTooLittle({ unclaimed })
  return post(wallet, 'payout', { ...cause, gateway: BY_HAND }, [
    ['unclaimed', -amount],
    ['clearing', amount],
  ])
}
