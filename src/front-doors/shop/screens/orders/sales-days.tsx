import { dayText, priceText } from '../../../../kernel/format.ts'
import type { Money } from '../../../../kernel/money.ts'
import { dayBars } from '../../../../web/kit/day-bars.ts'
import { DayFigure } from '../../../../web/kit/day-figure.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Sales } from './desk-queries.ts'
import { useDeskText } from './text.ts'

interface DayChartProps {
  readonly sales: Sales
  readonly dates: { readonly from: string; readonly to: string }
}

/** A stacked bar for each of the last days, with a table of the numbers. */
export function DayChart({ sales: { days }, dates }: DayChartProps) {
  const t = useDeskText()
  const language = useLanguage()
  const plain = days.map(({ date, taken, returned }) => ({
    ...{ date, taken: taken.amount, refunded: returned.amount },
  }))
  return (
    <DayFigure
      title={t('sales.days')}
      kept={t('sales.net')}
      refunded={t('sales.returned')}
      bars={dayBars(plain, dates)}
      say={(amount) => priceText({ amount, currency: days[0]?.taken.currency ?? 'KRW' }, language)}
    >
      <DayTable days={days} />
    </DayFigure>
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
