import { useId } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { TermsAnswer } from './owner-queries.ts'
import { useSellerText } from './text.ts'
import { Fact } from './words.tsx'

interface TermsSummaryProps {
  readonly terms: TermsAnswer
  readonly currency: Currency
  readonly lead?: string
}

/** The terms of a lot, to read. */
export function TermsSummary({ terms, currency, lead }: TermsSummaryProps) {
  const t = useSellerText()
  const language = useLanguage()
  const id = useId()
  const price = (amount: number) => priceText({ amount, currency }, language)
  const { steps, deposit, bidMost, unpaidMost, extendSeconds, extendMostSeconds } = terms
  return (
    <section aria-labelledby={id} className="grid gap-4 rounded-3xl border border-line bg-card p-5">
      <div>
        <h3 id={id} className="text-lg font-bold">
          {t('terms.title')}
        </h3>
        {lead ? <p className="text-sm text-soft">{lead}</p> : null}
      </div>
      <dl className="grid gap-3">
        <Fact name={t('terms.deposit')}>{deposit > 0 ? price(deposit) : t('terms.noDeposit')}</Fact>
        <Fact name={t('terms.bidMost')}>{price(bidMost)}</Fact>
        <Fact name={t('terms.unpaidMost')}>
          {unpaidMost === null ? t('terms.anyUnpaid') : t('terms.unpaid', { count: unpaidMost })}
        </Fact>
        <Fact name={t('terms.extend')}>
          {extendSeconds === 0
            ? t('terms.fixed')
            : t('terms.extends', {
                seconds: extendSeconds,
                minutes: extendMostSeconds / 60,
              })}
        </Fact>
      </dl>
      <details>
        <summary className="min-h-6 w-fit font-semibold text-accent">{t('terms.steps')}</summary>
        <ul className="mt-2 grid gap-1 text-sm">
          {steps.map(({ from, by }) => (
            <li key={from}>{t('terms.step', { from: price(from), by: price(by) })}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}
