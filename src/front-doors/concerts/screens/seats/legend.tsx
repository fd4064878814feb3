import { PriceOrFree } from '../../../../web/kit/price.tsx'
import type { Hall } from './hall.ts'
import { LevelMark } from './level-mark.tsx'
import { CHECK, COMPANION, OUTLINES, SLASH, WHEELCHAIR } from './map/shapes.ts'
import { useSeatsText } from './text.ts'

interface LegendProps {
  readonly hall: Hall
  /** Free seats by level. */
  readonly free: readonly number[]
  /** The level that stands out on the map; undefined: all. */
  readonly level: number | undefined
  readonly onLevel: (level: number | undefined) => void
}

/** What the shapes of the map mean. A level, pressed, makes the others faint. */
export function Legend({ hall, free, level, onLevel }: LegendProps) {
  const t = useSeatsText()
  return (
    <section aria-label={t('legend.title')}>
      <ul className="relative flex gap-2 overflow-x-auto py-1 max-lg:-mx-4 max-lg:px-4 lg:grid">
        {hall.levels.map(({ code, name, price }, at) => (
          <li key={code} className="shrink-0">
            <button
              type="button"
              aria-pressed={level === at}
              onClick={() => onLevel(level === at ? undefined : at)}
              className="flex min-h-11 w-full items-center gap-2 rounded-xl border border-edge bg-card px-3 py-1 text-left hover:bg-well aria-pressed:border-accent aria-pressed:bg-blush aria-pressed:ring-1 aria-pressed:ring-accent"
            >
              <LevelMark level={at} />
              <span className="grid grow leading-tight lg:flex lg:items-baseline lg:justify-between lg:gap-3">
                <span className="font-semibold whitespace-nowrap">
                  {name} <PriceOrFree money={{ amount: price, currency: hall.currency }} />
                </span>
                <span className="text-sm whitespace-nowrap text-soft">
                  {t('legend.free', { count: free[at] ?? 0 })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the other signs of the map mean. */
export function Signs({ hall }: Pick<LegendProps, 'hall'>) {
  const t = useSeatsText()
  const has = (kind: string) => hall.kinds.some((one, at) => one === kind && hall.kind.includes(at))
  return (
    <ul className="flex flex-wrap gap-x-4 px-1 gap-y-1 text-sm text-soft">
      <Sign label={t('legend.chosen')}>
        <path d={OUTLINES[0]} className="fill-ink" />
        <path d={CHECK} className="stroke-card" strokeWidth="3" fill="none" />
      </Sign>
      <Sign label={t('legend.gone')}>
        <path d={OUTLINES[0]} className="fill-well" />
        <path d={SLASH} className="stroke-edge" strokeWidth="2" fill="none" />
      </Sign>
      {has('wheelchair') ? (
        <Sign label={t('kind.wheelchair')}>
          <path d={WHEELCHAIR} className="fill-ink" />
        </Sign>
      ) : null}
      {has('companion') ? (
        <Sign label={t('kind.companion')}>
          <path d={COMPANION} className="fill-ink" />
        </Sign>
      ) : null}
    </ul>
  )
}

const Sign = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <li className="flex items-center gap-1.5">
    <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true">
      {children}
    </svg>
    {label}
  </li>
)
