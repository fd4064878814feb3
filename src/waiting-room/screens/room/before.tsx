import { type ReactNode, useEffect } from 'react'
import { Notice } from '../../../web/kit/notice.tsx'
import { StagePage } from './outside.tsx'
import { Kept, LeaveButton, Lost } from './parts.tsx'
import type { StageProps } from './stage.ts'
import { useRoomText } from './text.ts'
import { useServerNow } from './use-visit.ts'
import { useWords } from './use-words.ts'
import { countdownOf } from './wait-words.ts'

/** Nobody may join yet. At the instant they do not all ask in the same moment: order is no matter. */
const SPREAD_MS = 3_000

export function Upcoming({ store, room, state }: StageProps) {
  const t = useRoomText()
  const words = useWords()
  const { aheadMs, refetch } = state
  useEffect(() => {
    const leftMs = Date.parse(room.joinsAt) - (Date.now() + aheadMs)
    const wait = Math.max(500, leftMs + 200 + SPREAD_MS * Math.random())
    // a longer delay than a timer can have: the document is read again long before it
    const timer = setTimeout(() => void refetch(), Math.min(wait, 2 ** 31 - 1))
    return () => clearTimeout(timer)
  }, [room, aheadMs, refetch])
  return (
    <StagePage store={store} title={t('upcoming.title')} stage="upcoming">
      <Clock label={t('upcoming.left')} until={room.joinsAt} aheadMs={aheadMs}>
        <p>{t('upcoming.joins', { when: words.when(room.joinsAt, store.timeZone) })}</p>
        <p>{t('upcoming.opens', { when: words.when(room.opensAt, store.timeZone) })}</p>
      </Clock>
      <Notice>{t('upcoming.lead')}</Notice>
      <Notice>{t('before.drawn')}</Notice>
    </StagePage>
  )
}

/** Joined before the opening: there is no order yet. */
export function Before(props: StageProps) {
  const t = useRoomText()
  const words = useWords()
  const { store, room, state } = props
  return (
    <StagePage store={store} title={t('before.title')} stage="before">
      <Lost {...props} />
      {room.phase === 'draining' ? <Notice>{t('draining')}</Notice> : null}
      {room.phase === 'paused' ? <Notice tone="warn">{t('slowed.paused')}</Notice> : null}
      <Clock
        label={t('before.left')}
        until={room.opensAt}
        aheadMs={state.aheadMs}
        after={t('before.soon')}
      >
        <p>{t('before.opens', { when: words.when(room.opensAt, store.timeZone) })}</p>
      </Clock>
      <Notice title={t('before.drawn')} />
      <Kept room={room} />
      <LeaveButton {...props} />
    </StagePage>
  )
}

interface ClockProps {
  readonly label: string
  readonly until: string
  readonly aheadMs: number
  /** What is said when the time has come. */
  readonly after?: string
  readonly children: ReactNode
}

function Clock({ label, until, aheadMs, after, children }: ClockProps) {
  const t = useRoomText()
  const leftMs = Date.parse(until) - useServerNow(aheadMs)
  const { days, clock } = countdownOf(leftMs)
  return (
    <div className="grid justify-items-center gap-1 rounded-3xl border border-line bg-card px-4 py-8 text-center">
      <p className="font-semibold text-soft">{label}</p>
      {leftMs <= 0 && after ? (
        <p className="py-3 text-2xl font-bold">{after}</p>
      ) : (
        <p role="timer" aria-live="off" className="text-5xl font-extrabold xs:text-6xl">
          {days > 0 ? `${t('days', { days })} ` : ''}
          <span className="whitespace-nowrap">{clock}</span>
        </p>
      )}
      <div className="mt-3 text-soft">{children}</div>
    </div>
  )
}
