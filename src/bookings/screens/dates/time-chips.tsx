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
  /** Left out: a full time does nothing. */
  readonly onFull?: (time: string) => void
  /** Who presses a full time may wait for it. */
  readonly isWaitedFor?: boolean
}

/** The times of a date, in parts of the day; a full one says so, and whether it can be waited for. */
export function TimeChips({ times, parts, partOf, chosen, ...rest }: TimeChipsProps) {
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
                  <TimeChip {...rest} time={time} isChosen={time.time === chosen} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}

interface TimeChipProps
  extends Pick<TimeChipsProps, 'date' | 'onChoose' | 'onFull' | 'isWaitedFor'> {
  readonly time: ChipTime
  readonly isChosen: boolean
}

function TimeChip(props: TimeChipProps) {
  const { date, time: one, isChosen, onChoose, onFull, isWaitedFor = false } = props
  const { time, isFree } = one
  const t = useDatesText()
  const language = useLanguage()
  const press = isFree ? onChoose : onFull
  const free = isChosen
    ? 'border-transparent bg-accent text-on-accent'
    : 'border-line bg-card shadow-sm hover:border-accent'
  const full = isWaitedFor
    ? 'border-dashed border-edge bg-well text-soft hover:border-accent'
    : 'border-transparent bg-well text-soft'
  return (
    <button
      type="button"
      aria-current={isChosen ? 'time' : undefined}
      aria-disabled={press ? undefined : true}
      onClick={() => press?.(time)}
      className={`grid min-h-14 w-full place-content-center rounded-2xl border text-center ${
        isFree ? free : full
      }`}
    >
      <span className={`text-lg leading-tight font-bold ${isFree ? '' : 'line-through'}`}>
        <span className="sr-only">{dayText(date, language)} </span>
        {wallTimeOf(time)}
      </span>
      {isNextDay(time) ? <span className="text-xs">{t('times.nextDay')}</span> : null}
      {isFree ? null : <Full isWaitedFor={isWaitedFor} />}
    </button>
  )
}

function Full({ isWaitedFor }: Required<Pick<TimeChipsProps, 'isWaitedFor'>>) {
  const t = useDatesText()
  if (!isWaitedFor) return <span className="text-xs font-semibold">{t('times.full')}</span>
  return (
    <span className="text-xs font-semibold text-accent">
      <span className="sr-only">{t('times.full')}, </span>
      {t('times.wait')}
    </span>
  )
}
