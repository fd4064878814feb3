import { useState } from 'react'
import { addDays, dayText, priceText, wallDateAt } from '../../../../kernel/format.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { LevelMark } from '../seats/level-mark.tsx'
import { colourOf } from '../seats/map/shapes.ts'
import { ownPerformancesQuery, type Sales as SalesAnswer, salesQuery } from './owner-queries.ts'
import { barsOf, type SalesBar } from './sales-bars.ts'
import { useOrganiserText } from './text.ts'

const DAYS = 30

/** Paid seats by day or by hour, and by price level. */
export function Sales({ store }: DeskPartProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const today = wallDateAt(new Date(), store.timeZone)
  const [ask, setAsk] = useState({
    ...{ from: addDays(today, 1 - DAYS), to: today, performanceId: '' },
  })
  const performances = useQuery(ownPerformancesQuery(store.id))
  const query = useQuery({
    ...salesQuery(store.id, ask),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  })
  return (
    <div className="grid gap-6">
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label={t('sales.performance')}
          required
          value={ask.performanceId}
          onChange={({ target }) => setAsk({ ...ask, performanceId: target.value })}
        >
          <option value="">{t('sales.all')}</option>
          {performances.data?.data.map(({ id, date, time }) => (
            <option key={id} value={id}>
              {`${dayText(date, language)} ${time}`}
            </option>
          ))}
        </Select>
        <Field
          label={t('sales.from')}
          type="date"
          required
          max={ask.to}
          value={ask.from}
          onChange={({ target }) => target.value && setAsk({ ...ask, from: target.value })}
        />
        <Field
          label={t('sales.to')}
          type="date"
          required
          min={ask.from}
          value={ask.to}
          onChange={({ target }) => target.value && setAsk({ ...ask, to: target.value })}
        />
      </div>
      <Loaded query={query}>
        {(sales) =>
          sales.hours.length === 0 ? (
            <EmptyState title={t('sales.none')}>{t('sales.noneLead')}</EmptyState>
          ) : (
            <Shown sales={sales} store={store} {...ask} />
          )
        }
      </Loaded>
    </div>
  )
}

interface ShownProps {
  readonly sales: SalesAnswer
  readonly store: DeskPartProps['store']
  readonly from: string
  readonly to: string
}

function Shown({ sales, store, from, to }: ShownProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const { levels } = sales
  const seats = levels.reduce((sum, one) => sum + one.seats, 0)
  const amount = levels.reduce((sum, one) => sum + one.sum.amount, 0)
  const codes = levels.map(({ level }) => level)
  const bars = barsOf(sales.hours, { from, to, timeZone: store.timeZone, levels: codes })
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4">
        <span className="text-3xl font-extrabold">
          {priceText({ amount, currency: store.currency }, language)}
        </span>
        <span className="text-lg text-soft">{t('sales.seats', { count: seats })}</span>
      </p>
      <Chart bars={bars} levels={levels} isByHour={from === to} />
      <ByLevel levels={levels} />
    </>
  )
}

const WIDE = 1000
const HIGH = 100

interface ChartProps {
  readonly bars: readonly SalesBar[]
  readonly levels: SalesAnswer['levels']
  readonly isByHour: boolean
}

function Chart({ bars, levels, isByHour }: ChartProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const width = WIDE / bars.length
  const label = (at: string) => (isByHour ? at : dayText(at, language))
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-6">
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1">
        <span className="font-bold">{t(isByHour ? 'sales.byHour' : 'sales.byDay')}</span>
        <span className="text-sm text-soft">{t('sales.most', { count: most })}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        preserveAspectRatio="none"
        className="h-44 w-full border-b border-edge"
        aria-hidden="true"
      >
        {bars.map(({ at, seats }, index) => (
          <Stack key={at} seats={seats} x={index * width} width={width} most={most} />
        ))}
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-soft">
        <span>{label(bars[0]?.at ?? '')}</span>
        <span>{label(bars.at(-1)?.at ?? '')}</span>
      </div>
      <details className="text-sm">
        <summary className="min-h-6 w-fit font-semibold text-accent">{t('sales.asTable')}</summary>
        <div className="overflow-x-auto">
          <table className="mt-2 w-full text-right">
            <thead>
              <tr className="text-soft">
                <th scope="col" className="py-1 text-left font-semibold">
                  {t('sales.when')}
                </th>
                {levels.map(({ level, name }) => (
                  <th key={level} scope="col" className="font-semibold">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bars
                .filter(({ total }) => total > 0)
                .map(({ at, seats }) => (
                  <tr key={at} className="border-t border-line">
                    <th scope="row" className="py-1 text-left font-normal">
                      {label(at)}
                    </th>
                    {levels.map(({ level }, index) => (
                      <td key={level}>{seats[index]}</td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

interface StackProps {
  readonly seats: readonly number[]
  readonly x: number
  readonly width: number
  readonly most: number
}

/** One bar, a part for each level. */
function Stack({ seats, x, width, most }: StackProps) {
  let below = 0
  return seats.map((count, level) => {
    const high = (HIGH * count) / most
    below += high
    return count > 0 ? (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: levels never change order here
        key={level}
        x={x + width * 0.1}
        width={width * 0.8}
        y={HIGH - below}
        height={high}
        style={{ fill: `var(${colourOf(level)})` }}
        className="stroke-card forced-colors:fill-[Highlight]"
        vectorEffect="non-scaling-stroke"
      />
    ) : null
  })
}

function ByLevel({ levels }: Pick<ChartProps, 'levels'>) {
  const t = useOrganiserText()
  const language = useLanguage()
  return (
    <table className="w-full max-w-2xl text-right">
      <caption className="pb-2 text-left text-xl font-bold">{t('sales.byLevel')}</caption>
      <thead>
        <tr className="text-soft">
          <th scope="col" className="py-1 text-left font-semibold">
            {t('sales.level')}
          </th>
          <th scope="col" className="font-semibold">
            {t('sales.count')}
          </th>
          <th scope="col" className="font-semibold">
            {t('sales.sum')}
          </th>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ level, name, seats, sum }, index) => (
          <tr key={level} className="border-t border-line">
            <th scope="row" className="py-2 text-left font-semibold">
              <span className="flex items-center gap-2">
                <LevelMark level={index} />
                {name}
              </span>
            </th>
            <td>{seats}</td>
            <td className="font-semibold">{priceText(sum, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
