import type { TimeLoad } from '../guest-times.ts'
import { useDayText } from '../text.ts'
import { type Chart, type Column, chartOf, sumOf } from './chart.ts'

interface LoadChartProps {
  readonly loads: readonly TimeLoad[]
  /** The time of day in the store; left out for a past day. */
  readonly now?: string
}

/** How full a day is: a column for each start, and a line at the current time. */
export function LoadChart({ loads, now }: LoadChartProps) {
  const t = useDayText()
  const chart = chartOf(loads)
  const [capacity, taken] = [sumOf(loads, 'capacity'), sumOf(loads, 'taken')]
  const others = parts.filter((part) => sumOf(loads, part) > 0)
  return (
    <figure className="grid gap-4 rounded-3xl border border-line bg-card p-4 sm:p-6">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <span className="grid">
          <span className="text-lg font-bold">{t('load', { taken, capacity })}</span>
          {others.map((part) => (
            <span key={part} className="text-sm text-soft">
              {t(`chart.of.${part}`, { count: sumOf(loads, part) })}
            </span>
          ))}
        </span>
        <span className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
          <Legend className="bg-accent forced-colors:bg-[Highlight]" label={t('chart.taken')} />
          {others.map((part) => (
            <Legend key={part} className={looks[part].legend} label={t(`chart.${part}`)} />
          ))}
          <Legend className="border border-edge bg-well" label={t('chart.free')} />
        </span>
      </figcaption>
      <Columns chart={chart} now={now} />
      <AsTable columns={chart.columns} others={others} />
    </figure>
  )
}

/** What of the taken places is no booking. */
const parts = ['reserved', 'proposed'] as const
type Part = (typeof parts)[number]

const looks: Record<Part, { readonly legend: string; readonly bar: string }> = {
  reserved: {
    legend: 'bg-edge forced-colors:bg-[CanvasText]',
    bar: 'fill-edge forced-colors:fill-[CanvasText]',
  },
  proposed: {
    legend: 'border-2 border-accent bg-blush',
    bar: 'fill-blush stroke-accent',
  },
}

const bookedOf = ({ taken, reserved, proposed }: Column): number => taken - reserved - proposed

const Legend = ({ className, label }: { className: string; label: string }) => (
  <span className="flex items-center gap-1.5">
    <span className={`size-3 rounded-sm forced-colors:border ${className}`} aria-hidden="true" />
    {label}
  </span>
)

const WIDE = 1000
const HIGH = 100

function Columns({ chart, now }: { chart: Chart; now: string | undefined }) {
  const t = useDayText()
  const { columns, width, most, hours, positionOf } = chart
  const nowAt = now === undefined ? undefined : positionOf(now)
  return (
    <div aria-hidden="true">
      <div className="relative pt-6">
        <svg
          viewBox={`0 0 ${WIDE} ${HIGH}`}
          preserveAspectRatio="none"
          className="h-40 w-full border-b border-edge"
          aria-hidden="true"
        >
          {columns.map((column) => (
            <Bar key={column.time} column={column} width={width * WIDE} most={most} />
          ))}
        </svg>
        {nowAt === undefined ? null : (
          <span
            className="absolute inset-y-0 border-l-2 border-dashed border-ink"
            style={{ left: `${100 * nowAt}%` }}
          >
            <span
              className={`absolute top-0 px-1.5 text-xs font-semibold whitespace-nowrap ${nowAt > 0.7 ? 'right-0' : 'left-0'}`}
            >
              {t('chart.now', { time: now ?? '' })}
            </span>
          </span>
        )}
      </div>
      <div className="relative mt-1 h-5 text-xs text-soft">
        {hours.map(({ hour, at }) => (
          <span key={hour} className="absolute whitespace-nowrap" style={{ left: `${100 * at}%` }}>
            {hour}:00
          </span>
        ))}
      </div>
    </div>
  )
}

function Bar({ column, width, most }: { column: Column; width: number; most: number }) {
  const { at, capacity, reserved, proposed } = column
  const booked = bookedOf(column)
  const high = (count: number) => (HIGH * count) / most
  const part = (from: number, count: number, className: string) => (
    <rect
      x={at * WIDE}
      width={width}
      y={HIGH - high(from + count)}
      height={high(count)}
      className={className}
      vectorEffect="non-scaling-stroke"
    />
  )
  return (
    <>
      <rect
        x={at * WIDE}
        width={width}
        y={HIGH - high(capacity)}
        height={high(capacity)}
        className="fill-well stroke-edge"
        vectorEffect="non-scaling-stroke"
      />
      {part(0, booked, 'fill-accent forced-colors:fill-[Highlight]')}
      {part(booked, reserved, looks.reserved.bar)}
      {proposed > 0 ? part(booked + reserved, proposed, looks.proposed.bar) : null}
    </>
  )
}

interface AsTableProps {
  readonly columns: readonly Column[]
  readonly others: readonly Part[]
}

function AsTable({ columns, others }: AsTableProps) {
  const t = useDayText()
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">{t('chart.asTable')}</summary>
      <table className="mt-2 w-full text-right">
        <thead>
          <tr className="text-soft">
            <th scope="col" className="py-1 text-left font-semibold">
              {t('chart.time')}
            </th>
            <th scope="col" className="font-semibold">
              {t('chart.taken')}
            </th>
            {others.map((part) => (
              <th key={part} scope="col" className="font-semibold">
                {t(`chart.${part}`)}
              </th>
            ))}
            <th scope="col" className="font-semibold">
              {t('chart.capacity')}
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.time} className="border-t border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {column.time}
              </th>
              <td>{bookedOf(column)}</td>
              {others.map((part) => (
                <td key={part}>{column[part]}</td>
              ))}
              <td>{column.capacity}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
