import { useParams, useSearch } from '@tanstack/react-router'
import { storeQuery } from '../../../stores/screens/store-queries.ts'
import { useDoor } from '../../../stores/screens/use-door.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { Page } from '../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { roomQuery } from '../room-queries.ts'
import { Line } from './line.tsx'
import { Gone, SignedOut } from './outside.tsx'
import { useRoomText } from './text.ts'
import { useRoom } from './use-visit.ts'

/** The waiting room of a store: where its guests wait for their turn, and enter. */
export function WaitingRoom() {
  const t = useRoomText()
  const { storeId } = useParams({ from: '/waiting-rooms/$storeId' })
  const store = useQuery(storeQuery(storeId))
  useQuery(roomQuery(storeId)) // at the same time
  if (store.data) return <RoomOf key={storeId} store={store.data} />
  return (
    <Page title={t('asking')} heading="unseen" narrow>
      {store.isError ? (
        <Failure problem={store.error} onRetry={() => store.refetch()} />
      ) : (
        <RoomSkeleton />
      )}
    </Page>
  )
}

const RoomSkeleton = () => (
  <Loading>
    <Skeleton className="h-96" />
  </Loading>
)

function RoomOf({ store }: { readonly store: StoreAnswer }) {
  const t = useRoomText()
  const { from, ended } = useSearch({ from: '/waiting-rooms/$storeId' })
  const storePage = useDoor(store.door)?.storePage(store.id) ?? '/'
  const target = from ?? storePage
  const me = useMe()
  const state = useRoom(store.id)
  const { room, isGone, error } = state
  if (isGone) return <Gone store={store} target={target} />
  if (room && (me === null || me?.isGuest)) return <SignedOut store={store} room={room} />
  if (room && me)
    return (
      <Line
        key={`${me.id} ${room.roomId}`}
        {...{ store, room, state, target, storePage, ended }}
        accountId={me.id}
      />
    )
  return (
    <Page title={t('asking')} heading="unseen" narrow>
      {error ? <Failure problem={error} onRetry={state.refetch} /> : <RoomSkeleton />}
    </Page>
  )
}
