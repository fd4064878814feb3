import { type ReactNode, useEffect, useState } from 'react'
import { leftText } from '../../kernel/format.ts'
import { useShellText } from '../text.ts'
import { announce } from './announce.tsx'

/** Seconds left that are announced to screen readers; otherwise it is silent. */
const ANNOUNCED_AT_SECONDS = [180, 60, 30]
const WARN_MS = 120_000
const DAY_SECONDS = 86_400

/** From a day on seconds are no help. */
const daysOf = (seconds: number) => ({
  days: Math.floor(seconds / DAY_SECONDS),
  hours: Math.floor((seconds % DAY_SECONDS) / 3600),
})

interface CountdownProps {
  readonly until: string
  /** How far the server's clock is ahead of the local one. */
  readonly aheadMs: number
  readonly onEnd: () => void
  /** Nothing to pay: the booking only has to be completed. */
  readonly free?: boolean
  /** Nothing to book either: somebody is called, and comes. */
  readonly comes?: boolean
  readonly className?: string
}

/** Counts down to the deadline of a hold, by the server's clock. */
export function Countdown({ until, aheadMs, onEnd, free, comes, className = '' }: CountdownProps) {
  const t = useShellText()
  const leftMs = useLeftMs(until, aheadMs, onEnd)
  const seconds = Math.ceil(leftMs / 1000)
  const announced = ANNOUNCED_AT_SECONDS.findLast((at) => seconds <= at)
  const late = leftMs <= WARN_MS
  const told =
    announced && seconds > 0
      ? t(comes ? 'kit.comeTold' : 'kit.leftTold', { seconds: announced })
      : ''
  useEffect(() => {
    if (told) announce(told)
  }, [told])
  return (
    <span className={`inline-flex items-baseline gap-1.5 ${className}`}>
      <span
        role="timer"
        aria-live="off"
        className={`font-semibold ${late ? 'text-warn' : 'text-ink'}`}
      >
        {t.rich(comes ? 'kit.comeWithin' : free ? 'kit.bookWithin' : 'kit.payWithin', {
          left: seconds < DAY_SECONDS ? leftText(leftMs) : t('kit.leftLong', daysOf(seconds)),
          clock: (chunks: ReactNode) => <span className="text-lg font-bold">{chunks}</span>,
        })}
      </span>
      {late ? <span className="text-sm font-semibold text-warn">{t('kit.soon')}</span> : null}
    </span>
  )
}

function useLeftMs(until: string, aheadMs: number, onEnd: () => void): number {
  const left = () => Date.parse(until) - (Date.now() + aheadMs)
  const [leftMs, setLeftMs] = useState(left)
  useEffect(() => {
    const tick = () => {
      const now = Date.parse(until) - (Date.now() + aheadMs)
      setLeftMs(now)
      if (now > 0) return
      clearInterval(timer)
      onEnd()
    }
    const timer = setInterval(tick, 500)
    tick()
    return () => clearInterval(timer)
  }, [until, aheadMs, onEnd])
  return leftMs
}
