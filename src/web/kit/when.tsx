import { dayText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import { useLanguage } from '../language.ts'

interface WhenTextProps {
  readonly at: string
  readonly timeZone: string
}

/** `11월 24일 (화) 19:30`, in the time zone. */
export function WhenText({ at, timeZone }: WhenTextProps) {
  const language = useLanguage()
  const instant = new Date(at)
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {dayText(wallDateAt(instant, timeZone), language)} {wallTimeAt(instant, timeZone)}
    </time>
  )
}
