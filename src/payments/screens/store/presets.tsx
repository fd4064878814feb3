import { Link } from '@tanstack/react-router'
import { datesOf, type PaymentFilter, presets } from './filter.ts'
import { useStoreText } from './text.ts'

interface PresetsProps {
  readonly filter: PaymentFilter
  /** The store's current date. */
  readonly today: string
}

/** Date presets; other filters stay. */
export function Presets({ filter, today }: PresetsProps) {
  const t = useStoreText()
  const { from, to, ...rest } = filter
  return (
    <nav
      aria-label={t('filter.presets')}
      className="no-print relative -mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1"
    >
      <ul className="flex gap-2">
        {presets.map((preset) => {
          const dates = datesOf(preset, today)
          const isChosen = dates.from === from && dates.to === to
          return (
            <li key={preset} className="shrink-0">
              <Link
                to="."
                search={{ tab: 'payments', ...rest, ...dates }}
                resetScroll={false}
                aria-current={isChosen ? 'true' : undefined}
                className={`flex min-h-11 items-center rounded-full border px-4 font-semibold ${
                  isChosen
                    ? 'border-transparent bg-accent text-on-accent'
                    : 'border-edge bg-card hover:bg-well'
                }`}
              >
                {t(`preset.${preset}`)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
