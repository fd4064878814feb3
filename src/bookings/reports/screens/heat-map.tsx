import { weekdayName } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { shareOf } from './figures.ts'
import type { ReportAnswer } from './report-query.ts'
import { useReportText } from './text.ts'

/** Sunday first, as in Korean calendars. */
const weekdays = [7, 1, 2, 3, 4, 5, 6]
const CELL = 20

type Week = ReportAnswer['week']

/** How full each hour of the week was: a picture, and the same as a table. */
export function HeatMap({ week }: { readonly week: Week }) {
  const t = useReportText()
  if (week.length === 0) return null
  const [first, last] = [
    Math.min(...week.map(({ hour }) => hour)),
    Math.max(...week.map(({ hour }) => hour)),
  ]
  const hours = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const shares = new Map(
    week.map(({ weekday, hour, offered, taken }) => [
      `${weekday} ${hour}`,
      shareOf(taken, offered) ?? 0,
    ]),
  )
  return (
    <figure className="grid break-inside-avoid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <figcaption className="grid gap-1">
        <span className="font-semibold">{t('heat.title')}</span>
        <span className="text-sm text-soft">{t('heat.lead')}</span>
      </figcaption>
      <Picture hours={hours} shares={shares} />
      <p className="flex items-center gap-2 text-xs text-soft" aria-hidden="true">
        {t('heat.least')}
        <span className="h-3 w-24 rounded-sm border border-line bg-linear-to-r from-card to-accent" />
        {t('heat.most')}
      </p>
      <HeatTable hours={hours} shares={shares} />
    </figure>
  )
}

interface HoursProps {
  readonly hours: readonly number[]
  /** In percent, by weekday and hour; without one nothing is offered. */
  readonly shares: ReadonlyMap<string, number>
}

function Picture({ hours, shares }: HoursProps) {
  const language = useLanguage()
  const wide = hours.length * CELL
  return (
    <div aria-hidden="true" className="grid grid-cols-[2rem_1fr] gap-x-1">
      <div className="grid grid-rows-7 text-xs text-soft">
        {weekdays.map((weekday) => (
          <span key={weekday} className="self-center">
            {weekdayName(weekday, language, 'short')}
          </span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${wide} ${7 * CELL}`}
        preserveAspectRatio="none"
        className="h-56 w-full"
        aria-hidden="true"
      >
        {weekdays.map((weekday, row) =>
          hours.map((hour, column) => {
            const share = shares.get(`${weekday} ${hour}`)
            if (share === undefined) return null
            return (
              <rect
                key={`${weekday} ${hour}`}
                x={column * CELL + 0.25}
                y={row * CELL + 0.75}
                width={CELL - 0.5}
                height={CELL - 1.5}
                className="fill-accent stroke-line forced-colors:fill-[Highlight] forced-colors:stroke-[CanvasText]"
                fillOpacity={share / 100}
                strokeWidth={1}
                vectorEffect="non-scaling-stroke"
              />
            )
          }),
        )}
      </svg>
      <span />
      <div className="flex justify-between text-xs text-soft">
        {[0, 0.5, 1].map((at) => (
          <span key={at}>{(hours[Math.floor(at * (hours.length - 1))] ?? 0) % 24}</span>
        ))}
      </div>
    </div>
  )
}

function HeatTable({ hours, shares }: HoursProps) {
  const t = useReportText()
  const language = useLanguage()
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">{t('heat.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="overflow-x-auto" aria-label={t('heat.caption')} tabIndex={0}>
        <table className="mt-2 text-right">
          <caption className="sr-only">{t('heat.caption')}</caption>
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1 pr-3 text-left font-semibold">
                {t('heat.day')}
              </th>
              {hours.map((hour) => (
                <th key={hour} scope="col" className="px-2 font-semibold whitespace-nowrap">
                  {hour < 24 ? t('heat.hour', { hour }) : t('heat.nextHour', { hour: hour - 24 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday) => (
              <tr key={weekday} className="border-t border-line">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {weekdayName(weekday, language, 'short')}
                </th>
                {hours.map((hour) => {
                  const percent = shares.get(`${weekday} ${hour}`)
                  return (
                    <td key={hour} className="px-2">
                      {percent === undefined ? '–' : t('heat.percent', { percent })}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
