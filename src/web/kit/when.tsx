import { dayText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import { useLanguage } from '../language.ts'
import { withZone } from './zone.ts'

interface WhenTextProps {
  readonly at: string
  readonly timeZone: string
  /** The zone is named where the reader's clock is in another. */
  readonly named?: boolean
}

/** `11월 24일 (화) 19:30`, in the time zone. */
export function WhenText({ at, timeZone, named = false }: WhenTextProps) {
  const language = useLanguage()
  const instant = new Date(at)
  const text = `${dayText(wallDateAt(instant, timeZone), language)} ${wallTimeAt(instant, timeZone)}`
  return (
    <time dateTime={at} className={named ? '' : 'whitespace-nowrap'}>
      {named ? withZone(text, timeZone, language) : text}
    </time>
  )
}
