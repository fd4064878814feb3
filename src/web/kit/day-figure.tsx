import type { ReactNode } from 'react'
import { dayText } from '../../kernel/format.ts'
import { useLanguage } from '../language.ts'
import type { DaySum } from './day-bars.ts'

interface DayFigureProps {
  readonly title: ReactNode
  /** What the two parts of a bar are called. */
  readonly kept: string
  readonly refunded: string
  readonly bars: readonly DaySum[]
  /** A number as the chart's scale shows it: `25,000원`. */
  readonly say: (number: number) => string
  /** A table of the numbers. */
  readonly children: ReactNode
}

/** A stacked bar for each day. */
export function DayFigure({ title, kept, refunded, bars, say, children }: DayFigureProps) {
  const language = useLanguage()
  const most = Math.max(...bars.map(({ taken }) => taken), 1)
  const day = (bar: DaySum | undefined) => (bar ? dayText(bar.date, language) : '')
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm">
        <span className="font-semibold">{title}</span>
        <span className="flex gap-4 text-soft">
          <Key className="bg-accent forced-colors:bg-[Highlight]" label={kept} />
          <Key className="bg-edge forced-colors:bg-[CanvasText]" label={refunded} />
        </span>
      </figcaption>
      {bars.length > 0 ? (
        <div aria-hidden="true" style={{ maxWidth: `${bars.length * 4}rem` }}>
          <p className="text-xs text-soft">{say(most)}</p>
          <Bars bars={bars} most={most} />
          <p className="mt-1 flex justify-between text-xs text-soft">
            <span>{day(bars[0])}</span>
            <span>{day(bars.at(-1))}</span>
          </p>
        </div>
      ) : null}
      {children}
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
