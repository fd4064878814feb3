import { dayNearText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'

/** An instant by a clock, with its year where that is another than now: `12월 4일 (금) 21:00`. */
export function useMoment(timeZone: string): (instant: string) => string {
  const day = useDay(timeZone)
  return (instant) => `${day(new Date(instant))} ${wallTimeAt(new Date(instant), timeZone)}`
}

/** The last day before an instant. */
export function useLastDay(timeZone: string): (instant: string) => string {
  const day = useDay(timeZone)
  return (instant) => day(new Date(Date.parse(instant) - 1))
}

function useDay(timeZone: string): (at: Date) => string {
  const language = useLanguage()
  const today = wallDateAt(new Date(), timeZone)
  return (at) => dayNearText(wallDateAt(at, timeZone), today, language)
}
