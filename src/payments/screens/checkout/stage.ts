import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as orders from '../../../orders/contract.ts'
import type { PaymentAnswer } from './checkout-queries.ts'

/**
 * Where an order stands, as its page shows it:
 *
 *   form      it can be paid; nothing is being paid
 *   paying    a payment window is open, or can be opened again
 *   deposit   an account to pay into was given, and the money is waited for
 *   checking  the window is done; whether money came is being asked
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

/** @param now the server's clock; left out, a window is taken for open until the server says no */
export function stageOf({ status, payment }: Facts, now?: Date): Stage {
  if (status === 'paid' || status === 'canceled') return status
  const isChecked = payment?.status === 'checking' || payment?.status === 'paid'
  if (isChecked) return 'checking'
  if (status === 'failed') return 'expired'
  if (payment?.status !== 'waiting') return 'form'
  const { sessionExpiresAt, deposit, redirectUrl } = payment
  const isOver = now && sessionExpiresAt !== null && now >= new Date(sessionExpiresAt)
  // An account that nobody paid into in time, whose order still waits for the bank's last word.
  if (isOver) return deposit && redirectUrl === null ? 'checking' : 'form'
  if (deposit) return 'deposit'
  return redirectUrl === null ? 'form' : 'paying'
}

/** How often the page asks how it stands, in milliseconds; false where nothing can change. */
export function askAgainMs(stage: Stage): number | false {
  if (stage === 'paying' || stage === 'deposit' || stage === 'checking') return 2000
  return stage === 'form' ? 15_000 : false
}
