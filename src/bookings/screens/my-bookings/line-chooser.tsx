import { useLanguage } from '../../../web/language.ts'
import type { Booking, Line } from '../booking-queries.ts'
import { startsOf, startText } from '../starts.ts'
import type { LineChoice } from './line-choice.ts'
import { useMyBookingsText } from './text.ts'

interface LineChooserProps {
  readonly lines: readonly Line[]
  readonly store: Pick<Booking['store'], 'timeZone'>
  readonly choice: LineChoice
  readonly onChoose: (choice: LineChoice) => void
}

/** Which lines are to be canceled, and how many units of each; all of them at first. */
export function LineChooser({ lines, store, choice, onChoose }: LineChooserProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const isOneStart = startsOf({ lines }).length === 1
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-semibold">{t('cancel.choose')}</legend>
      {lines.map((line) => (
        <Choice
          key={line.placeId}
          line={line}
          when={isOneStart ? '' : startText(line, store, language)}
          count={choice[line.placeId] ?? 0}
          onCount={(count) => onChoose({ ...choice, [line.placeId]: count })}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly line: Line
  /** Where the booking has several starts. */
  readonly when: string
  readonly count: number
  readonly onCount: (count: number) => void
}

function Choice({ line, when, count, onCount }: ChoiceProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const { quantity } = line
  const what = line.what[language]
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4">
      <label className="flex min-h-11 min-w-0 grow cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          checked={count > 0}
          onChange={({ target }) => onCount(target.checked ? quantity : 0)}
          className="size-6 shrink-0"
        />
        <span className="min-w-0 wrap-anywhere">
          {what}
          {when ? <span className="block text-sm text-soft">{when}</span> : null}
        </span>
      </label>
      {quantity > 1 && count > 0 ? (
        <select
          aria-label={t('cancel.count', { what })}
          value={count}
          onChange={({ target }) => onCount(Number(target.value))}
          className="field w-auto"
        >
          {countsTo(quantity).map((units) => (
            <option key={units} value={units}>
              {t(`cancel.units.${line.counts ?? 'thing'}`, { count: units, of: quantity })}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}

const countsTo = (most: number) => Array.from({ length: most }, (_, at) => at + 1)
