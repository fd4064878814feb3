import { dayText, priceText } from '../../../../kernel/format.ts'
import type { Money } from '../../../../kernel/money.ts'
import { type DaySum, dayBars } from '../../../../payments/screens/store/day-bars.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { Sales } from './desk-queries.ts'
import { useDeskText } from './text.ts'

interface DayChartProps {
  readonly sales: Sales
  readonly dates: { readonly from: string; readonly to: string }
}

const HEIGHT = 100

/** A stacked bar for each of the last days, with a table of the numbers. */
export function DayChart({ sales: { days }, dates }: DayChartProps) {
  const t = useDeskText()
  const language = useLanguage()
  const plain = days.map(({ date, taken, returned }) => ({
    ...{ date, taken: taken.amount, refunded: returned.amount },
  }))
  const bars = dayBars(plain, dates)
  const most = Math.max(1, ...bars.map(({ taken }) => taken))
  const currency = days[0]?.taken.currency ?? 'KRW'
  const day = (bar: DaySum | undefined) => (bar ? dayText(bar.date, language) : '')
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm">
        <span className="font-semibold">{t('sales.days')}</span>
        <span className="flex gap-4 text-soft">
          <Key className="bg-accent forced-colors:bg-[Highlight]" label={t('sales.net')} />
          <Key className="bg-edge forced-colors:bg-[CanvasText]" label={t('sales.returned')} />
        </span>
      </figcaption>
      {bars.length > 0 ? (
        <div aria-hidden="true">
          <p className="text-xs text-soft">{priceText({ amount: most, currency }, language)}</p>
          <Bars bars={bars} most={most} />
          <p className="mt-1 flex justify-between text-xs text-soft">
            <span>{day(bars[0])}</span>
            <span>{day(bars.at(-1))}</span>
          </p>
        </div>
      ) : null}
      <DayTable days={days} />
    </figure>
  )
}

const Key = ({ className, label }: { className: string; label: string }) => (
  <span className="flex items-center gap-1.5">
    <span className={`size-3 rounded-sm forced-colors:border ${className}`} aria-hidden="true" />
    {label}
  </span>
)

function Bars({ bars, most }: { readonly bars: readonly DaySum[]; readonly most: number }) {
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

function DayTable({ days }: Pick<Sales, 'days'>) {
  const t = useDeskText()
  const language = useLanguage()
  const price = (money: Money) => priceText(money, language)
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">{t('sales.asTable')}</summary>
      <div className="overflow-x-auto">
        <table className="mt-2 w-full text-right">
          <thead>
            <tr className="text-soft">
              {(['date', 'orders', 'units', 'taken', 'returned'] as const).map((name) => (
                <th key={name} scope="col" className="px-2 py-1 font-semibold first:text-left">
                  {t(`sales.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, orders, units, taken, returned }) => (
              <tr key={date} className="border-t border-line whitespace-nowrap">
                <th scope="row" className="px-2 py-1 text-left font-normal">
                  {dayText(date, language)}
                </th>
                <td className="px-2">{orders}</td>
                <td className="px-2">{units}</td>
                <td className="px-2">{price(taken)}</td>
                <td className="px-2">{price(returned)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
