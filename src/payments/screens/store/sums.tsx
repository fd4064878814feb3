import { dayText, priceText } from '../../../kernel/format.ts'
import type { Money } from '../../../kernel/money.ts'
import { Price } from '../../../web/kit/price.tsx'
import { useLanguage } from '../../../web/language.ts'
import { type DaySum, dayBars } from './day-bars.ts'
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
  const most = Math.max(...bars.map(({ taken }) => taken), 1)
  const day = (bar: DaySum | undefined) => (bar ? dayText(bar.date, language) : '')
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm">
        <span className="font-semibold">
          {t('sums.days')} <span className="font-normal text-soft">{t('sums.daysLead')}</span>
        </span>
        <span className="flex gap-4 text-soft">
          <Key className="bg-accent forced-colors:bg-[Highlight]" label={t('sums.kept')} />
          <Key className="bg-edge forced-colors:bg-[CanvasText]" label={t('sums.refunded')} />
        </span>
      </figcaption>
      <div aria-hidden="true" style={{ maxWidth: `${bars.length * 4}rem` }}>
        <p className="text-xs text-soft">{priceText({ amount: most, currency }, language)}</p>
        <Bars bars={bars} most={most} />
        <p className="mt-1 flex justify-between text-xs text-soft">
          <span>{day(bars[0])}</span>
          <span>{day(bars.at(-1))}</span>
        </p>
      </div>
      <DayTable bars={bars} currency={currency} />
    </figure>
  )
}

const Key = ({ className, label }: { className: string; label: string }) => (
  <span className="flex items-center gap-1.5">
    <span className={`size-3 rounded-sm forced-colors:border ${className}`} aria-hidden="true" />
    {label}
  </span>
)

const HEIGHT = 100

function Bars({ bars, most }: { bars: readonly DaySum[]; most: number }) {
  const high = (amount: number) => (HEIGHT * amount) / most
  return (
    <svg
      viewBox={`0 0 ${bars.length * 10} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-28 w-full border-y border-line"
      aria-hidden="true"
    >
      {bars.map(({ date, taken, refunded }, at) => (
        <g key={date}>
          <rect
            x={at * 10 + 1}
            width={8}
            y={HEIGHT - high(taken - refunded)}
            height={high(taken - refunded)}
            className="fill-accent forced-colors:fill-[Highlight]"
          />
          <rect
            x={at * 10 + 1}
            width={8}
            y={HEIGHT - high(taken)}
            height={high(refunded)}
            className="fill-edge forced-colors:fill-[CanvasText]"
          />
        </g>
      ))}
    </svg>
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
