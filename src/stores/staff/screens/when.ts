import { dayLongText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'

/** In the reader’s own time zone. */
export function whenText(at: string, language: Language, { timed = false } = {}): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const instant = new Date(at)
  const day = dayLongText(wallDateAt(instant, timeZone), language)
  return timed ? `${day} ${wallTimeAt(instant, timeZone)}` : day
}
