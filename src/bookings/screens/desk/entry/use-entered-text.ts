import { dayText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useServedTime } from '../served-time.ts'
import { useDayText } from '../text.ts'

interface Entered {
  readonly date: string
  readonly time: string
  readonly booker: { readonly name: string } | null
  /** Blocked time is no booking. */
  readonly source?: string
}

/** Who was entered, and when they come: it may be another day than the one that is shown. */
export function useEnteredText() {
  const t = useDayText()
  const timeText = useServedTime()
  const language = useLanguage()
  return ({ date, time, booker, source }: Entered): string => {
    const when = { day: dayText(date, language), time: timeText(time) }
    if (source === 'block') return t('enter.blocked', when)
    return booker?.name
      ? t('enter.enteredNamed', { ...when, name: booker.name })
      : t('enter.entered', when)
  }
}
