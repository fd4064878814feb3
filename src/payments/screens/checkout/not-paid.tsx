import type { ReactNode } from 'react'
import { Notice } from '../../../web/kit/notice.tsx'
import type { PaymentAnswer } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

interface NotPaidProps {
  readonly payment: Pick<PaymentAnswer, 'status' | 'failure'> | null
  readonly children?: ReactNode
}

/** Why the last try took no money; nothing where there was none, or it is not known yet. */
export function NotPaid({ payment, children }: NotPaidProps) {
  const t = useCheckoutText()
  if (payment?.status !== 'not-paid') return null
  const why = payment.failure ?? 'unfinished'
  return (
    <Notice tone="warn" title={t(`notPaid.${why}`)}>
      {t(`notPaid.${why}Lead`)} {children}
    </Notice>
  )
}
