import { weekdayName } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useOwnerText } from './text.ts'

interface WeekdayChoiceProps {
  readonly chosen: readonly number[]
  readonly error: string | undefined
  readonly onChange: (chosen: readonly number[]) => void
}

export function WeekdayChoice({ chosen, error, onChange }: WeekdayChoiceProps) {
  const t = useOwnerText()
  const language = useLanguage()
  return (
    <fieldset
      data-wrong={error ? true : undefined}
      className="grid gap-1.5"
      aria-describedby={error ? 'weekday-error' : undefined}
    >
      <legend className="mb-1.5 font-semibold">{t('times.weekdays')}</legend>
      <div className="grid grid-cols-7 gap-1.5">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <label
            key={weekday}
            className="grid min-h-11 cursor-pointer place-items-center rounded-xl border border-edge bg-card text-sm font-semibold has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={chosen.includes(weekday)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, weekday].toSorted()
                    : chosen.filter((one) => one !== weekday),
                )
              }
            />
            {weekdayName(weekday, language, 'short')}
          </label>
        ))}
      </div>
      {error ? (
        <p id="weekday-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
