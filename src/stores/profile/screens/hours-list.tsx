import { weekdayName } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { groupsOf, type Hours } from '../hours-rules.ts'
import { useProfileText } from './text.ts'

/** Opening hours, weekdays with the same ones together. */
export function HoursList({ hours }: { readonly hours: readonly Hours[] }) {
  const t = useProfileText()
  const language = useLanguage()
  const day = (weekday: number) => weekdayName(weekday, language, 'short')
  return (
    <ul className="grid gap-0.5">
      {groupsOf(hours).map(({ first, last, times }) => (
        <li key={first} className="flex gap-3">
          <span className="min-w-18">
            {first === last ? day(first) : `${day(first)}–${day(last)}`}
          </span>
          <span>
            {times.length === 0
              ? t('closedDay')
              : times.map((time) => <Span key={time.opens} time={time} />)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Span({ time: { opens, closes } }: { readonly time: Hours }) {
  const t = useProfileText()
  return (
    <span className="block">
      {opens} – {closes <= opens ? t('nextDay', { time: closes }) : closes}
    </span>
  )
}
