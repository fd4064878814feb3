import { later } from '../../../kernel/time.ts'
import { leftOf, type Move, type Payment } from '../rules.ts'

/** The KakaoPay part of a payment. */
export interface Detail {
  readonly cid: string
  readonly partnerUserId: string
  readonly itemCode: string | null
  readonly quantity: number
  /** A cup deposit, part of the amount; refunded in full only. */
  readonly greenDeposit: number
  readonly installMonth: number
  readonly approvalUrl: string
  readonly cancelUrl: string
  readonly failUrl: string
  readonly holdUntil?: string | undefined
}

export type KakaoPayment = Payment<Detail> & { readonly status: Status }

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

/** The time limit from ready to approve. */
export const SESSION_SECONDS = 900

/** The end of the payment session. */
export const expiresAt = ({ createdAt }: Payment): Date => later(createdAt, SESSION_SECONDS)

export const isExpired = (payment: Payment, now: Date): boolean => now >= expiresAt(payment)

export const isApproved = ({ status }: KakaoPayment): boolean =>
  status === 'SUCCESS_PAYMENT' || status === 'PART_CANCEL_PAYMENT' || status === 'CANCEL_PAYMENT'

/** Ended without money, in the window or at the approval. */
export const isOver = ({ status }: KakaoPayment): boolean =>
  status === 'QUIT_PAYMENT' || status === 'FAIL_AUTH_PASSWORD' || status === 'FAIL_PAYMENT'

/** What can still be refunded, the deposit included. */
export function leftIn(payment: KakaoPayment, moves: readonly Move[]) {
  const left = leftOf(moves)
  return { ...left, greenDeposit: left.amount === 0 ? 0 : payment.detail.greenDeposit }
}
