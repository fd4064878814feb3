import { dayLongText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { withZone } from '../../web/kit/zone.ts'

/** `2026년 12월 21일 월요일 19:00`. */
export function startLongText(startsAt: string, timeZone: string, language: Language): string {
  const at = new Date(startsAt)
  const day = dayLongText(wallDateAt(at, timeZone), language)
  return `${day} ${withZone(wallTimeAt(at, timeZone), timeZone, language)}`
}
