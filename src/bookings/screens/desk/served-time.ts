import { isNextDay, wallTimeOf } from '../dates/day-times.ts'
import { useDayText } from './text.ts'

/** A time of a date's service in words: `25:30` is `다음 날 01:30`. */
export function useServedTime() {
  const t = useDayText()
  return (time: string): string =>
    isNextDay(time) ? t('nextDay', { time: wallTimeOf(time) }) : time
}
