import { dayText, numberText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import type { Limit } from './limit-queries.ts'
import { useLimitText } from './text.ts'

const timeZone = ownZone()

/** Who has changed a limit, latest first; nothing while nobody has. */
export function Changes({ changes }: Pick<Limit, 'changes'>) {
  const t = useLimitText()
  const language = useLanguage()
  if (changes.length === 0) return null
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t('changes')}</summary>
      <ul className="grid gap-1 text-sm text-soft">
        {changes.map(({ at, by, burst, perHour }) => {
          const instant = new Date(at)
          const day = dayText(wallDateAt(instant, timeZone), language)
          return (
            <li key={at}>
              {t('changed', {
                when: `${day} ${wallTimeAt(instant, timeZone)}`,
                who: by ?? t('left'),
                burst: numberText(burst, language),
                perHour: numberText(perHour, language),
              })}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
