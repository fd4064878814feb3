import { priceText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { type Terms, termsQuery } from '../checkout/checkout-queries.ts'
import type { Product } from './product-queries.ts'
import { useProductText } from './text.ts'

type DeliveryFactsProps = Pick<Product, 'marketId' | 'currency'>

/** What delivery costs, and where it costs more. */
export function DeliveryFacts({ marketId, currency }: DeliveryFactsProps) {
  const t = useProductText()
  const language = useLanguage()
  const { data: terms } = useQuery({
    ...termsQuery(marketId),
    placeholderData: (before) => before,
  })
  if (!terms) return null
  const price = (amount: number) => priceText({ amount, currency }, language)
  const areas = terms.areas.filter(({ surcharge }) => surcharge > 0)
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 border-t border-line pt-4">
      <dt className="text-soft">{t('delivery.title')}</dt>
      <dd>{feeText(terms, t, price)}</dd>
      <dt className="text-soft">{t('delivery.ships')}</dt>
      <dd>{t('delivery.shipsWithin')}</dd>
      {areas.length > 0 ? (
        <>
          <dt className="text-soft">{t('delivery.areas')}</dt>
          <dd>
            {areas.map(({ name, surcharge }, at) => (
              <span key={name}>
                {at > 0 ? ' · ' : ''}
                <span className="whitespace-nowrap">
                  {t('delivery.area', { name, fee: price(surcharge) })}
                </span>
              </span>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  )
}

function feeText(
  { kind, fee, freeFrom }: Terms,
  t: ReturnType<typeof useProductText>,
  price: (amount: number) => string,
): string {
  if (fee === 0) return t('delivery.free')
  if (kind === 'free-from') return t('delivery.feeFrom', { fee: price(fee), from: price(freeFrom) })
  return t('delivery.fee', { fee: price(fee) })
}
