import { dayText, wallTimeAt } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import { wallDate } from '../../../kernel/time.ts'
import type { ActPage } from './act-queries.ts'

type About = Pick<ActPage['data'][number], 'guest' | 'was' | 'became'>
type Subject = NonNullable<About['became']>

/** The guest, time, content and place of an act; what it changed as `홀 1 → 홀 3`. */
export function aboutText(
  { guest, was, became }: About,
  timeZone: string,
  language: Language,
): string[] {
  const partsOf = (subject: Subject | null) =>
    subject
      ? [
          whenText(subject.startsAt, timeZone, language),
          subject.what[language],
          subject.where?.[language] ?? '',
        ]
      : []
  const [before, after] = [partsOf(was), partsOf(became)]
  const shown = after.length > 0 ? after : before
  const changed = shown.map((part, at) => {
    const from = before[at]
    return from && after.length > 0 && from !== part ? `${from} → ${part || '–'}` : part
  })
  return [guest ?? '', ...changed].filter(Boolean)
}

function whenText(startsAt: string | null, timeZone: string, language: Language): string {
  if (!startsAt) return ''
  const at = new Date(startsAt)
  return `${dayText(wallDate(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
}
