import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { DeskPartProps, StoreAnswer } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import { isMissing } from '../room-queries.ts'
import { useIsVisible } from '../visibility.ts'
import { LiveRoom } from './live-room.tsx'
import { Minutes } from './minute-charts.tsx'
import { OpenRoom } from './open-room.tsx'
import { figuresQuery, ownRoomQuery } from './own-queries.ts'
import { useRoomDeskText } from './text.ts'

const REFRESH_MS = 2_000
/** A colleague may open a room meanwhile. */
const NONE_MS = 20_000
const FIGURES_MS = 10_000

/** The waiting room in front of a store: opening one, and operating it. */
export function RoomDesk({ store }: DeskPartProps) {
  const t = useRoomDeskText()
  const part = useRef<HTMLDivElement>(null)
  const isVisible = useIsVisible()
  const [everyMs, setEveryMs] = useState(REFRESH_MS)
  const room = useQuery({
    ...ownRoomQuery(store.id),
    refetchInterval: isVisible ? everyMs : false,
  })
  const isNone = room.isError && isMissing(room.error)
  useEffect(() => setEveryMs(isNone ? NONE_MS : REFRESH_MS), [isNone])
  const isOpen = room.data !== undefined && !isNone
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    // what was pressed has gone with the other part
    if (wasOpen.current !== isOpen && document.activeElement === document.body)
      part.current?.focus({ preventScroll: true })
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <div ref={part} tabIndex={-1} className="grid gap-10">
      <Link
        to="/desk/shared-capacities"
        className="-mb-6 inline-flex min-h-6 w-fit items-center font-semibold text-accent hover:underline"
      >
        {t('shared')} →
      </Link>
      {isNone ? (
        <>
          <OpenRoom store={store} />
          <LastRoom store={store} />
        </>
      ) : null}
      {room.data && isOpen ? (
        <>
          <LiveRoom store={store} room={room.data} isStale={room.isError} />
          <Figures store={store} isLive={isVisible} now={room.data.asOf} />
        </>
      ) : null}
      {room.isError && !room.data && !isNone ? (
        <Failure problem={room.error} onRetry={() => room.refetch()} />
      ) : null}
      {room.isPending ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : null}
    </div>
  )
}

interface FiguresProps {
  readonly store: StoreAnswer
  readonly isLive: boolean
  /** The server's clock. */
  readonly now: string
}

function Figures({ store, isLive, now }: FiguresProps) {
  const figures = useQuery({
    ...figuresQuery(store.id),
    refetchInterval: isLive ? FIGURES_MS : false,
  })
  if (!figures.data) return null
  return <Minutes store={store} figures={figures.data.data} now={now} />
}

/** What happened in the last room, once it is closed. */
function LastRoom({ store }: { readonly store: StoreAnswer }) {
  const t = useRoomDeskText()
  const figures = useQuery(figuresQuery(store.id))
  if (!figures.data) return null
  return (
    <section className="grid gap-6 border-t border-line pt-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold">{t('last.title')}</h2>
        <Link
          to="/waiting-rooms/$storeId/record"
          params={{ storeId: store.id }}
          className={buttonLook('quiet')}
        >
          {t('last.record')}
        </Link>
      </div>
      <Minutes store={store} figures={figures.data.data} />
    </section>
  )
}
