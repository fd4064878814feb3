import { useState } from 'react'
import { dayText } from '../../../kernel/format.ts'
import { Select } from '../../../web/kit/select.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useDatesText } from './text.ts'

/** The first of the date, or of the next date with any; else the last. */
const nearest = <One extends Target>(targets: readonly One[], date: string): One | undefined =>
  targets.find((one) => one.date >= date) ?? targets.at(-1)

interface Target {
  readonly startsAt: string
  readonly date: string
  readonly time: string
}

interface TargetChoiceProps<One extends Target> {
  /** One or more, by start. */
  readonly targets: readonly One[]
  /** The date of the booking, which is shown first where it has times. */
  readonly date: string | undefined
  readonly chosen: One | undefined
  readonly error?: string | undefined
  /** What a time says of itself: `19:00`. */
  readonly timeText?: (target: One) => string
  readonly onChoose: (startsAt: string) => void
}

/** Another time for a booking: first the day, then one of its times. */
export function TargetChoice<One extends Target>({
  targets,
  date: booked = '',
  chosen,
  error,
  timeText = ({ time }) => time,
  onChoose,
}: TargetChoiceProps<One>) {
  const t = useDatesText()
  const language = useLanguage()
  const byDate = Map.groupBy(targets, ({ date }) => date)
  const [day, setDay] = useState(nearest(targets, booked)?.date ?? '')
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Select
        label={t('target.date')}
        required
        value={day}
        onChange={({ target }) => {
          setDay(target.value)
          onChoose('')
        }}
      >
        {[...byDate.keys()].map((date) => (
          <option key={date} value={date}>
            {dayText(date, language)}
          </option>
        ))}
      </Select>
      <Select
        label={t('target.time')}
        required
        value={chosen?.startsAt ?? ''}
        error={error}
        onChange={({ target }) => onChoose(target.value)}
      >
        <option value="">{t('target.choose')}</option>
        {byDate.get(day)?.map((one) => (
          <option key={one.startsAt} value={one.startsAt}>
            {timeText(one)}
          </option>
        ))}
      </Select>
    </div>
  )
}
