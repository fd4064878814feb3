import type { ReactNode } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { Price, PriceOrFree } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Quote } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

interface OrderSumProps {
  readonly quote: Quote
  /** Something of it is booked, and not sent. */
  readonly isMixed: boolean
}

/** What is paid, part by part. */
export function OrderSum({ quote, isMixed }: OrderSumProps) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { subtotal, discount, fee, total, coupon } = quote
  return (
    <section aria-labelledby="sum" className="grid gap-3">
      <h2 id="sum" className="text-xl font-bold">
        {t('sum.title')}
      </h2>
      <dl className="grid gap-2.5">
        <Part label={t(isMixed ? 'sum.subtotalMixed' : 'sum.subtotal')}>
          <Price money={subtotal} />
        </Part>
        {coupon ? (
          <Part label={`${t('sum.coupon')} · ${coupon.name}`}>
            <span className="whitespace-nowrap text-accent">−{priceText(discount, language)}</span>
          </Part>
        ) : null}
        <Part label={t('sum.delivery')}>
          <PriceOrFree money={fee.base} />
        </Part>
        {fee.surcharge.amount > 0 ? (
          <Part label={t('sum.surcharge', { area: fee.area ?? '' })}>
            <Price money={fee.surcharge} />
          </Part>
        ) : null}
        <div className="flex justify-between gap-4 border-t border-line pt-2.5 text-lg font-bold">
          <dt>{t('sum.total')}</dt>
          <dd>
            <PriceOrFree money={total} />
          </dd>
        </div>
      </dl>
    </section>
  )
}

const Part = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex justify-between gap-4">
    <dt className="text-soft">{label}</dt>
    <dd className="text-right">{children}</dd>
  </div>
)
