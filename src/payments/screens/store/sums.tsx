import { dayText, priceText } from '../../../kernel/format.ts'
import type { Money } from '../../../kernel/money.ts'
import { type DaySum, dayBars } from '../../../web/kit/day-bars.ts'
import { DayFigure } from '../../../web/kit/day-figure.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { PaymentFilter } from './filter.ts'
import type { StorePayments } from './payment-queries.ts'
import { useStoreText } from './text.ts'

interface SumsProps {
  readonly answer: StorePayments
  readonly filter: PaymentFilter
}

/** Captured, refunded and kept sums of matching payments, in total and by day. */
export function Sums({ answer: { sums, days }, filter }: SumsProps) {
  const t = useStoreText()
  const plain = days.map(({ date, taken, refunded }) => ({
    date,
    taken: taken.amount,
    refunded: refunded.amount,
  }))
  const bars = dayBars(plain, filter)
  const hasMoney = sums.taken.amount > 0
  return (
    <section aria-label={t('sums.label')} className="grid gap-4">
      <dl className="grid grid-cols-3 divide-x divide-line rounded-3xl border border-line bg-card">
        <Figure label={t('sums.taken')} money={sums.taken} />
        <Figure label={t('sums.refunded')} money={sums.refunded} />
        <Figure label={t('sums.kept')} money={sums.kept} strong />
      </dl>
      {hasMoney && bars.length > 0 ? <Days bars={bars} currency={sums.kept.currency} /> : null}
    </section>
  )
}

function Figure({ label, money, strong }: { label: string; money: Money; strong?: boolean }) {
  return (
    <div className="grid content-start gap-0.5 p-3 sm:p-5">
      <dt className="text-sm text-soft">{label}</dt>
      <dd className={`font-bold sm:text-2xl ${strong ? 'text-accent' : ''}`}>
        <Price money={money} />
      </dd>
    </div>
  )
}

interface DaysProps {
  readonly bars: readonly DaySum[]
  readonly currency: Money['currency']
}

/** A stacked bar for each day, with a table of the numbers. */
function Days({ bars, currency }: DaysProps) {
  const t = useStoreText()
  const language = useLanguage()
  const title = (
    <>
      {t('sums.days')} <span className="font-normal text-soft">{t('sums.daysLead')}</span>
    </>
  )
  return (
    <DayFigure
      {...{ title, bars }}
      kept={t('sums.kept')}
      refunded={t('sums.refunded')}
      say={(amount) => priceText({ amount, currency }, language)}
    >
      <DayTable bars={bars} currency={currency} />
    </DayFigure>
  )
}

/** Dates with captures only. */
function DayTable({ bars, currency }: DaysProps) {
  const t = useStoreText()
  const language = useLanguage()
  const price = (amount: number) => priceText({ amount, currency }, language)
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">{t('sums.asTable')}</summary>
      <table className="mt-2 w-full text-right">
        <thead>
          <tr className="text-soft">
            <th scope="col" className="py-1 text-left font-semibold">
              {t('sums.date')}
            </th>
            <th scope="col" className="font-semibold">
              {t('sums.taken')}
            </th>
            <th scope="col" className="font-semibold">
              {t('sums.refunded')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ taken }) => taken > 0)
            .map(({ date, taken, refunded }) => (
              <tr key={date} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {dayText(date, language)}
                </th>
                <td>{price(taken)}</td>
                <td>{price(refunded)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
