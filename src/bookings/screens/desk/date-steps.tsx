import { Link } from '@tanstack/react-router'
import { addDays, dayLongText, dayText } from '../../../kernel/format.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useDayText } from './text.ts'

interface DateStepsProps {
  readonly date: string
  readonly today: string
  /** The tab of the desk that shows the date. */
  readonly tab: string
}

/** The date that a tab of the desk shows, with the ones before and after, and the way back to today. */
export function DateSteps({ date, today, tab }: DateStepsProps) {
  const t = useDayText()
  const language = useLanguage()
  const step = (days: -1 | 1) => (
    <Link
      to="."
      search={{ tab, date: addDays(date, days) }}
      className={buttonLook('quiet', 'max-sm:px-3 sm:px-4')}
      aria-label={t(days < 0 ? 'date.previous' : 'date.next')}
    >
      <span aria-hidden="true">{days < 0 ? '←' : '→'}</span>
    </Link>
  )
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {step(-1)}
      <h2 className="text-lg font-bold">
        <span className="sm:hidden">{dayText(date, language)}</span>
        <span className="max-sm:hidden">{dayLongText(date, language)}</span>
      </h2>
      {step(1)}
      {date === today ? null : (
        <Link to="." search={{ tab }} className={buttonLook('plain', 'px-3')}>
          {t('date.today')}
        </Link>
      )}
    </div>
  )
}
