import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { priceText } from '../../../kernel/format.ts'
import { Spinner } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import type * as contract from '../../store-contract.ts'
import type { Moved, StorePayment } from './asked.ts'
import { useStoreText } from './text.ts'

/** What the server said when a refund was asked for. */
export type Asked = AnswerOf<typeof contract.refundPayment>

interface RefundProgressProps {
  /** The refund that was asked for on this page, if any. */
  readonly asked: Asked | undefined
  readonly attempts: readonly StorePayment[]
  readonly underway: Moved['underway']
}

/** How far a refund is: with the gateway, done, or with a person. Only the server's word counts. */
export function RefundProgress({ asked, attempts, underway }: RefundProgressProps) {
  const t = useStoreText()
  const language = useLanguage()
  const payment = attempts.find(({ id }) => id === asked?.paymentId)
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
  if (!asked || !payment) return null
  if (payment.state === 'review')
    return (
      <Notice tone="bad" title={t('progress.review')}>
        {t('progress.reviewLead')}
      </Notice>
    )
  return (
    <Notice tone="good" title={t('progress.done')}>
      {t('progress.doneLead', {
        refund: priceText(asked.refund, language),
        left: priceText(asked.left, language),
      })}
      {payment.orderStatus === 'canceled' ? ` ${t('progress.canceled')}` : null}
    </Notice>
  )
}
