import { dayText, numberText } from '../../kernel/format.ts'
import { DayFigure } from '../../web/kit/day-figure.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import { eventDays } from './event-days.ts'
import type { Counts, EventKind } from './event-queries.ts'
import { useSecurityText } from './text.ts'

interface EventChartProps {
  readonly counts: Counts
  readonly kind?: EventKind | undefined
}

/** A stacked bar for each of the last days, with a table of the numbers. */
export function EventChart({ counts, kind }: EventChartProps) {
  const t = useSecurityText()
  const language = useLanguage()
  const bars = eventDays(counts, ownZone(), kind)
  return (
    <DayFigure
      title={t('chart')}
      kept={t('done')}
      refunded={t('refused')}
      bars={bars}
      say={(number) => numberText(number, language)}
    >
      <details className="text-sm">
        <summary className="min-h-6 w-fit font-semibold text-accent">{t('asTable')}</summary>
        <table className="mt-2 w-full text-right">
          <thead>
            <tr className="text-soft">
              {(['day', 'done', 'refused'] as const).map((name) => (
                <th key={name} scope="col" className="py-1 font-semibold first:text-left">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ date, taken, refunded }) => (
              <tr key={date} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {dayText(date, language)}
                </th>
                <td>{numberText(taken - refunded, language)}</td>
                <td>{numberText(refunded, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </DayFigure>
  )
}
