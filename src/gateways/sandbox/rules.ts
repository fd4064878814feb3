import { later } from '../../kernel/time.ts'

/** How long a buyer may take, from ready to approve. */
export const SESSION_SECONDS = 900

export interface Payment {
  readonly gateway: 'kakaopay'
  readonly tid: string
  readonly windowKey: string
  readonly cid: string
  readonly partnerOrderId: string
  readonly partnerUserId: string
  readonly itemName: string
  readonly itemCode: string | null
  readonly quantity: number
  /** Whole won; `taxFree` and `vat` are parts of `total`. */
  readonly total: number
  readonly taxFree: number
  readonly vat: number
  readonly greenDeposit: number
  readonly method: 'CARD' | 'MONEY'
  readonly installMonth: number
  readonly approvalUrl: string
  readonly cancelUrl: string
  readonly failUrl: string
  /** What the buyer's browser brings back; there once they have paid in the window. */
  readonly pgToken: string | null
  readonly status: Status
  readonly createdAt: Date
}

export type Status =
  | 'READY'
  | 'OPEN_PAYMENT'
  | 'AUTH_PASSWORD'
  | 'SUCCESS_PAYMENT'
  | 'PART_CANCEL_PAYMENT'
  | 'CANCEL_PAYMENT'
  | 'FAIL_AUTH_PASSWORD'
  | 'QUIT_PAYMENT'
  | 'FAIL_PAYMENT'

export interface Action {
  readonly aid: string
  readonly tid: string
  readonly type: 'PAYMENT' | 'CANCEL'
  readonly total: number
  readonly taxFree: number
  readonly vat: number
  readonly payload: string | null
  readonly at: Date
}

/** The instant at which nobody can pay any more. */
export const expiresAt = ({ createdAt }: Payment): Date => later(createdAt, SESSION_SECONDS)

export const isExpired = (payment: Payment, now: Date): boolean => now >= expiresAt(payment)

/** What can still be given back. */
export function leftOf(payment: Payment, actions: readonly Action[]) {
  const left = { total: 0, taxFree: 0, vat: 0, greenDeposit: payment.greenDeposit }
  for (const { type, total, taxFree, vat } of actions) {
    const sign = type === 'PAYMENT' ? 1 : -1
    left.total += sign * total
    left.taxFree += sign * taxFree
    left.vat += sign * vat
  }
  return left.total === 0 ? { ...left, greenDeposit: 0 } : left
}

export const isApproved = ({ status }: Payment): boolean =>
  status === 'SUCCESS_PAYMENT' || status === 'PART_CANCEL_PAYMENT' || status === 'CANCEL_PAYMENT'

/** Ended in the window, or at the approval, without money. */
export const isOver = ({ status }: Payment): boolean =>
  status === 'QUIT_PAYMENT' || status === 'FAIL_AUTH_PASSWORD' || status === 'FAIL_PAYMENT'
