import { priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import type { StorePayment } from './payment-queries.ts'
import { splitOf } from './refund-draft.ts'
import { useStoreText } from './text.ts'

/** What would be left, and how much of the refund is taxed and tax-free where both are. */
export function Split({ payment, amount }: { payment: StorePayment; amount: number | undefined }) {
  const t = useStoreText()
  const language = useLanguage()
  const split = splitOf(payment, amount)
  if (!split) return null
  const { currency } = payment.refundable
  const price = (minor: number) => priceText({ amount: minor, currency }, language)
  return (
    <span className="grid">
      <span>{t('refund.left', { left: price(split.left) })}</span>
      {payment.refundableTaxFree.amount > 0 ? (
        <span>
          {t('refund.split', { taxed: price(split.taxed), taxFree: price(split.taxFree) })}
        </span>
      ) : null}
    </span>
  )
}
