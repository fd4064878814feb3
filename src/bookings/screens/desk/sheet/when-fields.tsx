import { addDays, dayText } from '../../../../kernel/format.ts'
import { Select } from '../../../../web/kit/select.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useServedTime } from '../served-time.ts'
import { useDayText } from '../text.ts'
import { timeRuns } from './time-runs.ts'

/** How far ahead the desk enters. */
const DAYS = 31

export interface TypedWhen {
  readonly date: string
  readonly time: string
}

interface WhenFieldsProps {
  readonly typed: TypedWhen
  readonly today: string
  readonly times: readonly string[]
  /** Outside of its hours: after a question. */
  readonly offTimes?: readonly string[]
  readonly change: (more: Partial<TypedWhen>) => void
}

function Times({ times }: { readonly times: readonly string[] }) {
  const timeText = useServedTime()
  return times.map((one) => (
    <option key={one} value={one}>
      {timeText(one)}
    </option>
  ))
}

/** A date of the next month, and a quarter of an hour; what is chosen already is among them. */
export function WhenFields(props: WhenFieldsProps) {
  const { typed, today, times, offTimes = [], change } = props
  const { date, time } = typed
  const t = useDayText()
  const language = useLanguage()
  const days = Array.from({ length: DAYS }, (_, ahead) => addDays(today, ahead))
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        required
        label={t('enter.date')}
        value={date}
        onChange={({ target }) => change({ date: target.value })}
      >
        {[...(days.includes(date) ? [] : [date]), ...days].map((day) => (
          <option key={day} value={day}>
            {dayText(day, language)}
          </option>
        ))}
      </Select>
      <Select
        required
        label={t('enter.time')}
        value={time}
        onChange={({ target }) => change({ time: target.value })}
      >
        {timeRuns(times, times.includes(time) ? offTimes : [...offTimes, time]).map((run) =>
          run.isOff ? (
            <optgroup key={run.times[0]} label={t('enter.offHours')}>
              <Times times={run.times} />
            </optgroup>
          ) : (
            <Times key={run.times[0]} times={run.times} />
          ),
        )}
      </Select>
    </div>
  )
}
