import { priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import type { StorePayment } from './payment-queries.ts'
import { splitOf } from './refund-draft.ts'
import { useStoreText } from './text.ts'

/** The amount left after a refund, and its taxed and tax-free parts. */
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
