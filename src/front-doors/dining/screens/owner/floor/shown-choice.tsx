import { isNextDay, wallTimeOf } from '../../../../../bookings/screens/dates/day-times.ts'
import type { FloorAnswer } from './floor-queries.ts'
import { timesOf } from './service-times.ts'
import { isToday, type Shown, shownTimes } from './shown-time.ts'
import { useFloorText } from './text.ts'

interface ShownChoiceProps {
  readonly floor: FloorAnswer
  readonly shown: Shown
  /** Empty: all areas. */
  readonly areaId: string
  readonly onTime: (shown: Shown) => void
  readonly onArea: (areaId: string) => void
}

/** When and where the floor is shown. */
export function ShownChoice({ floor, shown, areaId, onTime, onArea }: ShownChoiceProps) {
  const t = useFloorText()
  return (
    <div className="no-print flex flex-wrap gap-x-4 gap-y-2">
      <div className="flex flex-wrap gap-1">
        {isToday(floor) ? (
          <Choice
            label={t('when')}
            value={String(shown)}
            options={[0, 1, 2, 3].map((count) => ({
              value: String(count),
              text: count === 0 ? t('now') : t('ahead', { count }),
            }))}
            onChoose={(value) => onTime(Number(value))}
          />
        ) : null}
        <TimeOfDay {...{ floor, shown, onTime }} />
      </div>
      {floor.areas.length > 1 ? (
        <Choice
          label={t('areas')}
          value={areaId}
          options={[
            { value: '', text: t('all') },
            ...floor.areas.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChoose={onArea}
        />
      ) : null}
    </div>
  )
}

/** Any half hour of the date's services. */
function TimeOfDay({ floor, shown, onTime }: Pick<ShownChoiceProps, 'floor' | 'shown' | 'onTime'>) {
  const t = useFloorText()
  const times = shownTimes(timesOf(floor), shown)
  const isChosen = typeof shown === 'string'
  return (
    <div className="w-36">
      <select
        aria-label={t('otherTime')}
        className={`field font-semibold ${isChosen ? 'border-accent' : ''}`}
        value={isChosen ? shown : ''}
        onChange={({ target }) => onTime(target.value)}
      >
        {isChosen ? null : (
          <option value="" disabled>
            {t('otherTime')}
          </option>
        )}
        {isChosen && !times.includes(shown) ? <option value={shown}>{shown}</option> : null}
        {times.map((time) => (
          <option key={time} value={time}>
            {isNextDay(time) ? t('nextDay', { time: wallTimeOf(time) }) : time}
          </option>
        ))}
      </select>
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly onChoose: (value: string) => void
}

/** One of a few, as buttons in a row. */
const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <fieldset className="flex flex-wrap gap-1">
    <legend className="sr-only">{label}</legend>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChoose(option.value)}
        className={`min-h-11 rounded-xl border px-4 font-semibold ${
          option.value === value
            ? 'border-transparent bg-accent text-on-accent forced-colors:border-[Highlight]'
            : 'border-edge bg-card hover:bg-well'
        }`}
      >
        {option.text}
      </button>
    ))}
  </fieldset>
)
