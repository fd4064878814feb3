import { priceText } from '../../../../web/format.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { BookingAnswer } from '../booking/booking-queries.ts'
import { useMyBookingsText } from './text.ts'

/** Where the money is that was given back, or is on its way; nothing when none was taken. */
export function Refund({ payment }: Pick<BookingAnswer, 'payment'>) {
  const t = useMyBookingsText()
  const language = useLanguage()
  if (payment?.status === 'refunded')
    return (
      <Notice tone="good" title={t('refund.done')}>
        {t('refund.doneLead', { price: priceText(payment.refunded, language) })}
      </Notice>
    )
  if (payment?.status === 'refunding')
    return (
      <Notice tone="warn" title={t('refund.underWay')}>
        {t('refund.underWayLead', { price: priceText(payment.price, language) })}
      </Notice>
    )
  return null
}
