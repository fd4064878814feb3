import { type ReactNode, useEffect, useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useConcertText } from './text.ts'

const DAY_SECONDS = 86_400

interface OpensInProps {
  readonly at: string
  readonly aheadMs: number
  readonly timeZone: string
  /** It has opened. */
  readonly onOpen: () => void
  readonly className?: string
}

/** When a sale opens, and how long that is, by the server's clock. */
export function OpensIn({ at, aheadMs, timeZone, onOpen, className = '' }: OpensInProps) {
  const t = useConcertText()
  const language = useLanguage()
  const left = useSecondsLeft(at, aheadMs, onOpen)
  const opens = new Date(at)
  const when = `${dayText(wallDateAt(opens, timeZone), language)} ${wallTimeAt(opens, timeZone)}`
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-2 ${className}`}>
      <span>{t('opens', { when: withZone(when, timeZone, language) })}</span>
      <span role="timer" aria-live="off" className="font-bold">
        {t.rich('opensIn', {
          days: Math.floor(left / DAY_SECONDS),
          clock: clockText(left % DAY_SECONDS),
          b: (words: ReactNode) => <span className="whitespace-nowrap">{words}</span>,
        })}
      </span>
    </span>
  )
}

/** `02:13:05`. */
const clockText = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')

function useSecondsLeft(at: string, aheadMs: number, onOpen: () => void): number {
  const read = () => Math.max(0, Math.ceil((Date.parse(at) - Date.now() - aheadMs) / 1000))
  const [left, setLeft] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((Date.parse(at) - Date.now() - aheadMs) / 1000))
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      onOpen()
    }, 500)
    return () => clearInterval(timer)
  }, [at, aheadMs, onOpen])
  return left
}
