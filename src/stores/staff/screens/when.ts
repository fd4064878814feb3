import { dayLongText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import { ownZone } from '../../../web/kit/zone.ts'

interface When {
  readonly timed?: boolean
  /** Default: the reader’s own. */
  readonly timeZone?: string
}

export function whenText(at: string, language: Language, when: When = {}): string {
  const { timed = false, timeZone = ownZone() } = when
  const instant = new Date(at)
  const day = dayLongText(wallDateAt(instant, timeZone), language)
  return timed ? `${day} ${wallTimeAt(instant, timeZone)}` : day
}
