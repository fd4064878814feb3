import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonLook, Spinner } from '../../../web/kit/button.tsx'
import { StagePage } from './outside.tsx'
import { LeaveButton, Lost } from './parts.tsx'
import type { StageProps } from './stage.ts'
import { useRoomText } from './text.ts'

const reasons = ['bought', 'left', 'revoked', 'stopped', 'missed'] as const
type Reason = (typeof reasons)[number] | 'expired'

const reasonOf = (ended: string | undefined): Reason =>
  reasons.find((reason) => reason === ended) ?? 'expired'

const leadOf = (reason: Reason) =>
  reason === 'stopped'
    ? 'ended.stoppedLead'
    : reason === 'missed'
      ? 'ended.missedLead'
      : 'ended.lead'

/** The visit is over. Nobody waits again without wanting to. */
export function Ended({
  store,
  room,
  standing,
  onJoin,
}: StageProps & { onJoin: () => Promise<void> }) {
  const t = useRoomText()
  const reason = reasonOf(standing.ended)
  const hasVisited = reason !== 'stopped' && reason !== 'missed'
  // whoever stopped still has a ticket, which joining continues
  const isClosed = room.phase === 'draining' && reason !== 'stopped'
  const [isJoining, setJoining] = useState(false)
  const joinAgain = async () => {
    setJoining(true)
    await onJoin()
    setJoining(false)
  }
  return (
    <StagePage store={store} title={t(`ended.title.${reason}`)} stage={`ended-${reason}`}>
      <div className="grid gap-4 rounded-3xl border border-line bg-card p-6">
        <p>{t(isClosed ? 'closed.lead' : leadOf(reason))}</p>
        {hasVisited ? <p className="text-soft">{t('ended.held')}</p> : null}
        <div className="flex flex-wrap gap-3">
          {isClosed ? null : (
            <Button pending={isJoining} onClick={joinAgain}>
              {t('joinAgain')}
            </Button>
          )}
          {hasVisited ? (
            <Link to="/bookings" className={buttonLook('quiet')}>
              {t('ended.bookings')}
            </Link>
          ) : null}
        </div>
      </div>
    </StagePage>
  )
}

/** Missed the turn: served before the line, as soon as there is room. */
export function Late(props: StageProps) {
  const t = useRoomText()
  const { store, standing } = props
  const slowed = standing.position?.slowedBy
  return (
    <StagePage store={store} title={t('late.title')} stage="late">
      <Lost {...props} />
      <div className="grid justify-items-center gap-4 rounded-3xl border border-line bg-card px-4 py-8 text-center">
        <span className="grid size-10 scale-200 place-items-center text-accent">
          <Spinner />
        </span>
        <p className="text-lg font-semibold">{t('late.lead')}</p>
        <p className="text-soft">{t('late.stay')}</p>
        {slowed ? <p className="text-soft">{t(`slowed.${slowed}`)}</p> : null}
      </div>
      <LeaveButton {...props} />
    </StagePage>
  )
}
