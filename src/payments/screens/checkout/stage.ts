import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as orders from '../../../orders/contract.ts'
import type { PaymentAnswer } from './checkout-queries.ts'

/**
 * The stage of an order's checkout:
 *
 *   form      payable, with no payment in progress
 *   paying    a payment window is open, or can be reopened
 *   deposit   a bank transfer is pending
 *   checking  the window is done, the outcome is looked up
 *   paid, canceled, expired
 */
export type Stage = 'form' | 'paying' | 'deposit' | 'checking' | 'paid' | 'canceled' | 'expired'

type Facts = Pick<AnswerOf<typeof orders.getOrder>, 'status'> & {
  /** The latest attempt. */
  readonly payment: Pick<
    PaymentAnswer,
    'status' | 'redirectUrl' | 'sessionExpiresAt' | 'deposit'
  > | null
}

/** @param now the server's clock; without it a session counts as open until the server closes it */
export function stageOf({ status, payment }: Facts, now?: Date): Stage {
  if (status === 'paid' || status === 'canceled') return status
  const isChecked = payment?.status === 'checking' || payment?.status === 'paid'
  if (isChecked) return 'checking'
  if (status === 'failed') return 'expired'
  if (payment?.status !== 'waiting') return 'form'
  const { sessionExpiresAt, deposit, redirectUrl } = payment
  const isOver = now && sessionExpiresAt !== null && now >= new Date(sessionExpiresAt)
  // an expired virtual account, while the bank's final status is pending
  if (isOver) return deposit && redirectUrl === null ? 'checking' : 'form'
  if (deposit) return 'deposit'
  return redirectUrl === null ? 'form' : 'paying'
}

/** Polling interval in milliseconds; false in final stages. */
export function askAgainMs(stage: Stage): number | false {
  if (stage === 'paying' || stage === 'deposit' || stage === 'checking') return 2000
  return stage === 'form' ? 15_000 : false
}
