import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { StoreAnswer } from '../../../web/door.ts'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { keepPass, writeTicket } from '../kept.ts'
import type { Room } from '../room-queries.ts'
import { Before, Upcoming } from './before.tsx'
import { Ended, Late } from './ended.tsx'
import { forgetEntry, hasJustEntered, noteEntry } from './entry-memory.ts'
import { Inside } from './inside.tsx'
import { Closed, Gone, StagePage } from './outside.tsx'
import { useRoomText } from './text.ts'
import { Turn } from './turn.tsx'
import { type RoomState, useVisit } from './use-visit.ts'
import { Waiting } from './waiting.tsx'

interface LineProps {
  readonly store: StoreAnswer
  readonly room: Room
  readonly state: RoomState
  readonly accountId: string
  /** Where to go once admitted. */
  readonly target: string
  readonly storePage: string
  readonly ended: string | undefined
}

/** A signed-in visitor: each stage is a page of its own at the same address. */
export function Line({ store, room, state, accountId, target, storePage, ended }: LineProps) {
  const t = useRoomText()
  const navigate = useNavigate()
  const { visit, standing } = useVisit(store.id, accountId, state, ended)
  const { stage, until, problem, position } = standing
  const { aheadMs } = state

  const [isBlocked, setBlocked] = useState(false)
  const hasLed = useRef(false)
  useEffect(() => {
    if (stage !== 'inside' || !until || hasLed.current) return
    hasLed.current = true
    const since = new Date(Date.now() + aheadMs).toISOString()
    keepPass({ storeId: store.id, storeName: store.name, since, until, aheadMs, page: storePage })
    if (hasJustEntered(store.id)) return setBlocked(true)
    noteEntry(store.id)
    void navigate({ to: target as '/', replace: true })
  }, [stage, until, store, aheadMs, storePage, target, navigate])

  const joinAgain = async () => {
    hasLed.current = false
    forgetEntry(store.id)
    if (ended === undefined) return visit.joinAgain()
    writeTicket(store.id, undefined)
    await navigate({
      to: '/waiting-rooms/$storeId',
      params: { storeId: store.id },
      search: (known) => ({ ...known, ended: undefined }),
      replace: true,
    })
  }
  const common = { store, room, state, visit, standing }
  if (stage === 'gone') return <Gone store={store} target={target} />
  if (stage === 'ended') return <Ended {...common} onJoin={joinAgain} />
  if (room.phase === 'upcoming') return <Upcoming {...common} />
  switch (stage) {
    case 'turn':
      return <Turn {...common} />
    case 'late':
      return <Late {...common} />
    case 'inside':
      return <Inside store={store} target={target} isBlocked={isBlocked} />
    case 'refused':
      if (problem?.type === 'waiting-room-draining') return <Closed store={store} />
      return (
        <StagePage store={store} title={t('refused')} stage={stage}>
          <Failure problem={problem} onRetry={() => visit.joinAgain()} />
        </StagePage>
      )
    case 'waiting':
      if (position)
        return position.position === null ? <Before {...common} /> : <Waiting {...common} />
  }
  return (
    <StagePage store={store} title={t('asking')} stage="asking">
      <Loading>
        <Skeleton className="h-80" />
      </Loading>
    </StagePage>
  )
}
