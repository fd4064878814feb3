import { dayText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { isNextDay, wallTimeOf } from './day-times.ts'
import { useDatesText } from './text.ts'

interface ChipTime {
  readonly time: string
  readonly isFree: boolean
}

/** A part of a day, like lunch. */
export interface DayPart {
  readonly name: string
  readonly title: string
}

interface TimeChipsProps {
  readonly date: string
  readonly times: readonly ChipTime[]
  readonly parts: readonly DayPart[]
  /** The name of the part that a time is in. */
  readonly partOf: (time: string) => string
  readonly chosen?: string | undefined
  readonly onChoose: (time: string) => void
}

/** The times of a date, in parts of the day; a full one says so. */
export function TimeChips({ date, times, parts, partOf, chosen, onChoose }: TimeChipsProps) {
  return (
    <div className="grid gap-4">
      {parts.map(({ name, title }) => {
        const some = times.filter(({ time }) => partOf(time) === name)
        if (some.length === 0) return null
        return (
          <div key={name} className="grid gap-2">
            <h3 className="font-semibold">{title}</h3>
            <ul className="grid grid-cols-4 gap-2 sm:grid-cols-6 lg:grid-cols-8">
              {some.map((time) => (
                <li key={time.time}>
                  <TimeChip {...{ date, time, onChoose }} isChosen={time.time === chosen} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}

interface TimeChipProps extends Pick<TimeChipsProps, 'date' | 'onChoose'> {
  readonly time: ChipTime
  readonly isChosen: boolean
}

function TimeChip({ date, time: { time, isFree }, isChosen, onChoose }: TimeChipProps) {
  const t = useDatesText()
  const language = useLanguage()
  const free = isChosen
    ? 'border-transparent bg-accent text-on-accent'
    : 'border-line bg-card shadow-sm hover:border-accent'
  return (
    <button
      type="button"
      aria-current={isChosen ? 'time' : undefined}
      onClick={() => onChoose(time)}
      className={`grid min-h-14 w-full place-content-center rounded-2xl border text-center ${
        isFree ? free : 'border-transparent bg-well text-soft'
      }`}
    >
      <span className={`text-lg leading-tight font-bold ${isFree ? '' : 'line-through'}`}>
        <span className="sr-only">{dayText(date, language)} </span>
        {wallTimeOf(time)}
      </span>
      {isNextDay(time) ? <span className="text-xs">{t('times.nextDay')}</span> : null}
      {isFree ? null : <span className="text-xs font-semibold">{t('times.full')}</span>}
    </button>
  )
}
