import { dayText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import { isNextDay, wallTimeOf } from '../../dates/day-times.ts'
import { useDayText } from '../text.ts'

interface Entered {
  readonly date: string
  readonly time: string
  readonly booker: { readonly name: string } | null
}

/** Who was entered, and when they come: it may be another day than the one that is shown. */
export function useEnteredText() {
  const t = useDayText()
  const language = useLanguage()
  return ({ date, time, booker }: Entered): string => {
    const when = {
      day: dayText(date, language),
      time: isNextDay(time) ? t('enter.nextDay', { time: wallTimeOf(time) }) : time,
    }
    return booker?.name
      ? t('enter.enteredNamed', { ...when, name: booker.name })
      : t('enter.entered', when)
  }
}
