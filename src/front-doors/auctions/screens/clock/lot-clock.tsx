import type { LotState } from '../lots/lot-queries.ts'
import { useSecondsLeft } from './server-clock.ts'
import { useClockText } from './text.ts'

const DAY_SECONDS = 86_400
/** From here on the clock warns. */
const LATE_SECONDS = 60

/** `02:13:05`; under an hour `13:05`. */
const clockText = (seconds: number): string =>
  [...(seconds >= 3600 ? [seconds / 3600] : []), (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')

/** From a day on without seconds: `2` days, `3` hours. */
export const clockParts = (seconds: number) => ({
  days: Math.floor(seconds / DAY_SECONDS),
  hours: Math.floor((seconds % DAY_SECONDS) / 3600),
  clock: clockText(seconds % DAY_SECONDS),
})

interface LotClockProps {
  readonly lot: Pick<LotState, 'stage' | 'startsAt' | 'endsAt'>
  readonly className?: string
}

/** How long a lot still runs, or until it starts. At zero the result is the server's to say. */
export function LotClock({ lot: { stage, startsAt, endsAt }, className = '' }: LotClockProps) {
  const t = useClockText()
  const isScheduled = stage === 'scheduled'
  const left = useSecondsLeft(isScheduled ? startsAt : endsAt)
  const isOver = left === 0 || stage === 'closing'
  const isLate = stage === 'live' && left <= LATE_SECONDS
  const values = clockParts(left)
  return (
    <span
      role="timer"
      aria-live="off"
      className={`whitespace-nowrap ${isLate ? 'text-bad' : ''} ${className}`}
    >
      {isOver
        ? t(isScheduled ? 'starting' : 'closing')
        : t(isScheduled ? 'toStart' : 'left', values)}
    </span>
  )
}
