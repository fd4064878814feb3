import type { PaymentAnswer } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

type Attempt = Pick<PaymentAnswer, 'status' | 'failure'> | null

/** Why the last attempt failed; undefined if it did not, or is not known yet. */
export function useNotPaid(payment: Attempt): { title: string; lead: string } | undefined {
  const t = useCheckoutText()
  if (payment?.status !== 'not-paid') return undefined
  const why = payment.failure ?? 'unfinished'
  return { title: t(`notPaid.${why}`), lead: t(`notPaid.${why}Lead`) }
}
