import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { priceText } from '../../../kernel/format.ts'
import { Spinner } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import type * as contract from '../../store-contract.ts'
import type { Movements, StorePayment } from './payment-queries.ts'
import { useStoreText } from './text.ts'

/** The server's answer to a refund request. */
export type RefundAnswer = AnswerOf<typeof contract.refundPayment>

interface RefundProgressProps {
  /** The refund requested on this page, if any. */
  readonly refund: RefundAnswer | undefined
  readonly attempts: readonly StorePayment[]
  readonly underway: Movements['underway']
}

/** The progress of a refund, according to the server. */
export function RefundProgress({ refund, attempts, underway }: RefundProgressProps) {
  const t = useStoreText()
  const language = useLanguage()
  const payment = attempts.find(({ id }) => id === refund?.paymentId)
  const isUnderway = underway.length > 0 || payment?.state === 'refunding'
  if (isUnderway && payment?.state !== 'review')
    return (
      <Notice
        tone="warn"
        title={
          <span className="flex items-center gap-2">
            <Spinner />
            {t('progress.underway')}
          </span>
        }
      >
        {t('progress.underwayLead')}
      </Notice>
    )
  if (!refund || !payment) return null
  if (payment.state === 'review')
    return (
      <Notice tone="bad" title={t('progress.review')}>
        {t('progress.reviewLead')}
      </Notice>
    )
  return (
    <Notice tone="good" title={t('progress.done')}>
      {t('progress.doneLead', {
        refund: priceText(refund.refund, language),
        left: priceText(refund.left, language),
      })}
      {payment.orderStatus === 'canceled' ? ` ${t('progress.canceled')}` : null}
    </Notice>
  )
}
