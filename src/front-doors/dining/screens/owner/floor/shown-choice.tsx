import type { ReactNode } from 'react'
import { isNextDay, wallTimeOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { timesOf } from './date-times.ts'
import type { FloorAnswer } from './floor-queries.ts'
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
  const aheads = [0, 1, 2, 3].map((count) => ({
    value: String(count),
    text: count === 0 ? t('now') : t('ahead', { count }),
  }))
  const areas = [
    { value: '', text: t('all') },
    ...floor.areas.map(({ id, name }) => ({ value: id, text: name })),
  ]
  return (
    <div className="no-print flex min-w-0 flex-wrap gap-x-4 gap-y-2 max-sm:grow max-sm:basis-28 max-sm:flex-nowrap max-sm:gap-1">
      <div className="flex flex-wrap gap-1 max-sm:hidden">
        {isToday(floor) ? (
          <Choice
            label={t('when')}
            value={String(shown)}
            options={aheads}
            onChoose={(value) => onTime(Number(value))}
          />
        ) : null}
        <div className="w-36">
          <TimeOfDay {...{ floor, shown, onTime }} />
        </div>
      </div>
      <Narrow>
        <TimeOfDay {...{ floor, shown, aheads, onTime }} />
      </Narrow>
      {floor.areas.length > 1 ? (
        <>
          <div className="max-sm:hidden">
            <Choice label={t('areas')} value={areaId} options={areas} onChoose={onArea} />
          </div>
          <Narrow>
            <select
              aria-label={t('areas')}
              className="field font-semibold max-sm:px-1.5"
              value={areaId}
              onChange={({ target }) => onArea(target.value)}
            >
              <Options options={areas} />
            </select>
          </Narrow>
        </>
      ) : null}
    </div>
  )
}

/** A list on a narrow screen, which has no room for buttons. */
const Narrow = ({ children }: { readonly children: ReactNode }) => (
  <div className="min-w-0 grow basis-14 sm:hidden">{children}</div>
)

interface Option {
  readonly value: string
  readonly text: string
}

const Options = ({ options }: { readonly options: readonly Option[] }) =>
  options.map(({ value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ))

interface TimeOfDayProps extends Pick<ShownChoiceProps, 'floor' | 'shown' | 'onTime'> {
  /** Now and some hours ahead, where these have no buttons of their own. */
  readonly aheads?: readonly Option[]
}

/** Any half hour of the date's services. */
function TimeOfDay({ floor, shown, aheads, onTime }: TimeOfDayProps) {
  const t = useFloorText()
  const times = shownTimes(timesOf(floor), shown)
  const isChosen = typeof shown === 'string'
  const options = [...(isChosen && !times.includes(shown) ? [shown] : []), ...times].map(
    (time) => ({
      value: time,
      text: isNextDay(time) ? t('nextDay', { time: wallTimeOf(time) }) : time,
    }),
  )
  return (
    <select
      aria-label={t('otherTime')}
      className={`field font-semibold max-sm:px-1.5 ${isChosen ? 'border-accent' : ''}`}
      value={isChosen || aheads ? String(shown) : ''}
      onChange={({ target: { value } }) => onTime(value.includes(':') ? value : Number(value))}
    >
      {isChosen || aheads ? null : (
        <option value="" disabled>
          {t('otherTime')}
        </option>
      )}
      {aheads && isToday(floor) ? <Options options={aheads} /> : null}
      <Options options={options} />
    </select>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
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
