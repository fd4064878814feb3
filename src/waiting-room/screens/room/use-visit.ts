import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { isMissing, type Room, roomQuery } from '../room-queries.ts'
import { useIsVisible } from '../visibility.ts'
import { type Standing, Visit } from './visit.ts'

/** Without the live feed the document is read this often. */
const READ_MS = 20_000

export interface RoomState {
  readonly room: Room | undefined
  /** The store has no room, or none any more. */
  readonly isGone: boolean
  readonly error: unknown
  /** How far the server's clock is ahead of the local one. */
  readonly aheadMs: number
  readonly refetch: () => Promise<void>
}

/** The shared document of a room, as it changes while the page is visible. */
export function useRoom(storeId: string): RoomState {
  const client = useQueryClient()
  const query = useQuery({ ...roomQuery(storeId), refetchInterval: READ_MS })
  const isGone = query.isError && isMissing(query.error)
  const isVisible = useIsVisible()
  const isKnown = query.data !== undefined
  useEffect(() => {
    if (!isVisible || !isKnown || isGone) return
    const source = new EventSource(`/v1/stores/${encodeURIComponent(storeId)}/waiting-room/live`)
    source.addEventListener('room', ({ data }) => {
      const room = JSON.parse(data) as Room
      if (room.roomId) client.setQueryData(roomQuery(storeId).queryKey, room)
    })
    return () => source.close()
  }, [client, storeId, isVisible, isKnown, isGone])
  return {
    room: query.data,
    isGone,
    error: query.error,
    aheadMs: useAheadMs(query.data?.asOf),
    refetch: query.refetch,
  }
}

/** The most that was seen: an answer that took its time makes the server's clock look slow. */
function useAheadMs(asOf: string | undefined): number {
  const ahead = useRef<{ readonly asOf: string; readonly ms: number }>(undefined)
  if (asOf !== undefined && ahead.current?.asOf !== asOf) {
    const ms = Date.parse(asOf) - Date.now()
    ahead.current = { asOf, ms: Math.max(ms, ahead.current?.ms ?? ms) }
  }
  return ahead.current?.ms ?? 0
}

interface Visiting {
  readonly visit: Visit
  readonly standing: Standing
}

/** A visit of this account; it begins once the room can be joined. */
export function useVisit(
  storeId: string,
  accountId: string,
  state: RoomState,
  ended?: string,
): Visiting {
  const visit = useMemo(() => {
    const made = new Visit(storeId, accountId)
    if (ended) made.end(ended)
    return made
  }, [storeId, accountId, ended])
  const standing = useSyncExternalStore(visit.listen, visit.read)
  const { room } = state
  const isJoinable = room !== undefined && room.phase !== 'upcoming'
  useEffect(() => {
    if (room) visit.hear(room)
  }, [visit, room])
  useEffect(() => (isJoinable ? visit.start() : undefined), [visit, isJoinable])
  return { visit, standing }
}

/** The server's time, four times a second while `isRunning`. */
export function useServerNow(aheadMs: number, isRunning = true): number {
  const [now, setNow] = useState(() => Date.now() + aheadMs)
  useEffect(() => {
    const tick = () => setNow(Date.now() + aheadMs)
    tick()
    if (!isRunning) return
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [aheadMs, isRunning])
  return now
}
