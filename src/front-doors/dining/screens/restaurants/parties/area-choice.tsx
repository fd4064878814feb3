import type { FreeTime, FreeTimes } from './party-queries.ts'
import { usePartyText } from './text.ts'

interface AreaChoiceProps {
  readonly free: FreeTimes
  readonly found: FreeTime
  /** Undefined: wherever a table is free. */
  readonly chosen: string | undefined
  readonly onChoose: (area: string | undefined) => void
}

/** Where a party sits: a choice where tables of several areas are free. */
export function AreaChoice({ free, found, chosen, onChoose }: AreaChoiceProps) {
  const t = usePartyText()
  const areas = free.areas.filter(({ id }) => found.areaIds.includes(id))
  if (free.areas.length < 2) return null
  if (areas.length < 2)
    return (
      <p>
        <span className="font-semibold">{t('area.label')}</span> {areas[0]?.name}
      </p>
    )
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{t('area.label')}</legend>
      <div className="flex flex-wrap gap-2">
        {[undefined, ...areas].map((area) => (
          <label
            key={area?.id ?? ''}
            className="grid min-h-11 cursor-pointer place-items-center rounded-xl border border-edge bg-card px-4 font-semibold has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="area"
              className="sr-only"
              checked={chosen === area?.id}
              onChange={() => onChoose(area?.id)}
            />
            {area?.name ?? t('area.any')}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
