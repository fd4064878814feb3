import { dayText, numberText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { useRoomText } from './text.ts'
import { waitWords } from './wait-words.ts'

/** Numbers, times and lengths of time as this page says them. */
export function useWords() {
  const t = useRoomText()
  const language = useLanguage()
  return {
    number: (count: number) => numberText(count, language),
    /** In the reader's own time zone; the zone of the store is the owner's matter. */
    when: (at: string, timeZone: string) =>
      `${dayText(wallDateAt(new Date(at), timeZone), language)} ${wallTimeAt(new Date(at), timeZone)}`,
    length(seconds: number): string {
      const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
      if (minutes === 0) return t('length.seconds', { seconds })
      return rest === 0
        ? t('length.minutes', { minutes })
        : t('length.both', { minutes, seconds: rest })
    },
    wait(seconds: number): string {
      const words = waitWords(seconds)
      if (words.unit === 'soon') return t('waiting.soon')
      if (words.unit === 'minutes')
        return t(words.from === words.to ? 'waiting.minute' : 'waiting.minutes', {
          from: words.from,
          to: words.to,
        })
      return t(words.minutes === 0 ? 'waiting.hours' : 'waiting.hoursMinutes', {
        hours: words.hours,
        minutes: words.minutes,
      })
    },
  }
}
