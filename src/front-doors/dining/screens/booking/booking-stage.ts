import type { BookingAnswer } from './booking-queries.ts'

/**
 * Where a booking stands, as the page shows it:
 *
 *   form      the table is theirs; nothing is being paid
 *   paying    a payment window is open, or can be opened again
 *   checking  the window is done; whether money came is being asked
 *   paid, canceled, expired
 */
export type Stage = 'form' | 'paying' | 'checking' | 'paid' | 'canceled' | 'expired'

type Facts = Pick<BookingAnswer, 'status'> & {
  readonly payment: Pick<
    NonNullable<BookingAnswer['payment']>,
    'status' | 'redirectUrl' | 'sessionExpiresAt'
  > | null
}

/** @param now the server's clock */
export function stageOf({ status, payment }: Facts, now: Date): Stage {
  if (status === 'paid' || status === 'canceled') return status
  const isChecked = payment?.status === 'checking' || payment?.status === 'paid'
  if (isChecked) return 'checking'
  if (status === 'failed') return 'expired'
  const isOpen =
    payment?.status === 'waiting' &&
    payment.redirectUrl !== null &&
    (payment.sessionExpiresAt === null || now < new Date(payment.sessionExpiresAt))
  return isOpen ? 'paying' : 'form'
}

/** How often the page asks how it stands, in milliseconds; false where nothing can change. */
export function askAgainMs(stage: Stage): number | false {
  if (stage === 'paying' || stage === 'checking') return 2000
  return stage === 'form' ? 15_000 : false
}
