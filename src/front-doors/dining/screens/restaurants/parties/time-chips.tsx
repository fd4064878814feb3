import { dayText } from '../../../../../kernel/format.ts'
import { useLanguage } from '../../../../../web/language.ts'
import type { FreeTime } from './party-queries.ts'
import { isNextDay, type Meal, mealOf, wallTimeOf } from './party-times.ts'
import { usePartyText } from './text.ts'

interface TimeChipsProps {
  readonly date: string
  readonly times: readonly FreeTime[]
  readonly onChoose: (time: string) => void
}

const meals: readonly Meal[] = ['morning', 'lunch', 'dinner']

/** The times of a date by meal; a full one says so, and leads to those that are near. */
export function TimeChips({ date, times, onChoose }: TimeChipsProps) {
  const t = usePartyText()
  return (
    <div className="grid gap-4">
      {meals.map((meal) => {
        const some = times.filter(({ time }) => mealOf(time) === meal)
        if (some.length === 0) return null
        return (
          <div key={meal} className="grid gap-2">
            <h3 className="font-semibold">{t(`times.${meal}`)}</h3>
            <ul className="grid grid-cols-4 gap-2 sm:grid-cols-6 lg:grid-cols-8">
              {some.map((time) => (
                <li key={time.time}>
                  <TimeChip {...{ date, time, onChoose }} />
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
  readonly time: FreeTime
}

function TimeChip({ date, time: { time, isFree }, onChoose }: TimeChipProps) {
  const t = usePartyText()
  const language = useLanguage()
  return (
    <button
      type="button"
      onClick={() => onChoose(time)}
      className={`grid min-h-14 w-full place-content-center rounded-2xl border text-center ${
        isFree
          ? 'border-line bg-card shadow-sm hover:border-accent'
          : 'border-transparent bg-well text-soft'
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
