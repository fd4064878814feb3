import { dayText, monthLongText, priceText } from '../../../kernel/format.ts'
import { DayFigure } from '../../../web/kit/day-figure.tsx'
import { useLanguage } from '../../../web/language.ts'
import { moneyBars, moneyShown } from './figures.ts'
import type { ReportAnswer } from './report-query.ts'
import { useReportText } from './text.ts'

/** What bookings brought by the date they begin, and what came in by the date of payment. */
export function MoneyFigure({ answer: { days, currency } }: { readonly answer: ReportAnswer }) {
  const t = useReportText()
  const language = useLanguage()
  const shown = moneyShown(days)
  const { by, bars } = moneyBars(days, shown)
  if (!bars.some(({ taken }) => taken > 0)) return null
  const isBooked = shown === 'booked'
  const price = (amount: number) => priceText({ amount, currency }, language)
  const nameOf = (date: string) =>
    by === 'month' ? monthLongText(date.slice(0, 7), language) : dayText(date, language)
  return (
    <DayFigure
      title={
        <>
          {t('money.title')}{' '}
          <span className="font-normal text-soft">{t(`money.by.${shown}.${by}`)}</span>
        </>
      }
      kept={t('money.net')}
      refunded={t('money.refunded')}
      bars={bars.length > 1 ? bars : []}
      say={price}
    >
      <details className="text-sm">
        <summary className="min-h-6 w-fit font-semibold text-accent">{t('money.table')}</summary>
        <table className="mt-2 w-full text-right">
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1 text-left font-semibold">
                {t('money.date')}
              </th>
              <th scope="col" className="font-semibold">
                {t('money.net')}
              </th>
              <th scope="col" className="font-semibold">
                {t('money.refunded')}
              </th>
              {isBooked ? (
                <th scope="col" className="font-semibold">
                  {t('money.received')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {bars
              .filter(({ taken, received }) => taken > 0 || received !== 0)
              .map(({ date, taken, refunded, received }) => (
                <tr key={date} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {nameOf(date)}
                  </th>
                  <td>{price(taken - refunded)}</td>
                  <td>{price(refunded)}</td>
                  {isBooked ? <td>{price(received)}</td> : null}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </DayFigure>
  )
}
