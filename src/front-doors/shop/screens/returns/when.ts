import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'

/** An instant by a clock: `12월 4일 (금) 21:00`. */
export function useMoment(timeZone: string): (instant: string) => string {
  const language = useLanguage()
  return (instant) => {
    const at = new Date(instant)
    return `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  }
}

/** The last day before an instant. */
export function useLastDay(timeZone: string): (instant: string) => string {
  const language = useLanguage()
  return (instant) => dayText(wallDateAt(new Date(Date.parse(instant) - 1), timeZone), language)
}
