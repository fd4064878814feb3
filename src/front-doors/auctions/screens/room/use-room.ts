import { useCallback, useEffect, useRef, useState } from 'react'
import { answerOf } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { hearNow, serverNow } from '../clock/server-clock.ts'
import {
  type Lot,
  type LotPath,
  type LotState,
  lotQuery,
  mineQuery,
  readBids,
} from '../lots/lot-queries.ts'
import { readMessages } from './chat/chat-queries.ts'
import { followLot } from './live-socket.ts'
import * as states from './room-state.ts'

/** Without a socket. */
const POLL_MS = 2_000
/** What a socket may have missed is read again so often. */
const SURE_MS = 30_000

export interface Room {
  readonly lot: Lot
  readonly bids: states.RoomState['bids']
  readonly messages: states.RoomState['messages']
  readonly viewers: number | null
  /** Only the seller can write. */
  readonly isFrozen: boolean
  /** Connected by socket; else it is polled. */
  readonly isLive: boolean
  /** The last request failed: what is shown may be old. */
  readonly isLost: boolean
  /** Takes over what an own request has brought. */
  readonly learn: (change: (room: states.RoomState) => states.RoomState) => void
}

/**
 * A lot as it changes: by socket or, where none can be opened, by polling. Never shows a state that is
 * older than one that was shown. Bids are caught up by number.
 */
export function useRoom(lot: Lot): Room {
  const { auctionId, lotId } = lot
  const [room, setRoom] = useState(() => states.roomOf(lot))
  const [isLive, setLive] = useState(false)
  const learn: Room['learn'] = useCallback((change) => setRoom((known) => change(known)), [])
  const hear = useCallback(
    (state: LotState) => learn((known) => states.withState(known, state)),
    [learn],
  )
  useEffect(() => hear(lot), [hear, lot])
  useEffect(() => {
    setLive(false)
    return followLot(
      { auctionId, lotId },
      {
        onOpen: () => setLive(true),
        onDown: () => setLive(false),
        onFrame: (frame) => {
          hearNow(frame.state.now)
          learn((known) => states.withFrame(known, frame))
        },
      },
    )
  }, [auctionId, lotId, learn])
  const isOver = over.has(room.lot.stage)
  const isLost = useReading({ auctionId, lotId }, { isCalm: isLive || isOver, learn })
  useMissingBids({ auctionId, lotId }, { room, learn })
  useOwnChanges({ auctionId, lotId }, room.lot)
  const { bids, messages, viewers, isFrozen } = room
  return {
    ...{ bids, messages, isFrozen, viewers: isLive ? viewers : null, isLive, isLost, learn },
    lot: { ...lot, ...room.lot },
  }
}

/** Nothing but the chat goes on. */
const over = new Set<LotState['stage']>(['sold', 'unsold', 'withdrawn'])

interface Reading extends Pick<Room, 'learn'> {
  /** Changes come by socket, or there are none. */
  readonly isCalm: boolean
}

/** Reads lot and chat: at each connection, from time to time, and every two seconds without one. */
function useReading({ auctionId, lotId }: LotPath, { isCalm, learn }: Reading): boolean {
  const client = useQueryClient()
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const path = { auctionId, lotId }
    const read = async () => {
      if (document.visibilityState === 'hidden') return
      const query = lotQuery(path)
      const [lot, messages] = await Promise.allSettled([
        client.fetchQuery({ ...query, staleTime: 0 }),
        answerOf(readMessages(path, signal)),
      ])
      if (signal.aborted) return
      setLost(lot.status === 'rejected')
      if (messages.status === 'rejected') return
      const { data, isFrozen } = messages.value
      learn((known) => ({ ...states.withLatestMessages(known, data), isFrozen }))
    }
    void read()
    const timer = setInterval(read, isCalm ? SURE_MS : POLL_MS)
    document.addEventListener('visibilitychange', read)
    return () => {
      stop.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', read)
    }
  }, [auctionId, lotId, isCalm, learn, client])
  return isLost
}

interface Missing {
  readonly room: states.RoomState
  readonly learn: Room['learn']
}

/** Fetches the bids that are known to be there and have not come. */
function useMissingBids({ auctionId, lotId }: LotPath, { room, learn }: Missing): void {
  const missing = states.missingAfter(room)
  const isMissing = missing !== undefined
  const after = missing?.after
  useEffect(() => {
    if (!isMissing) return
    const stop = new AbortController()
    const ask = () =>
      readBids({ auctionId, lotId }, after, stop.signal).then(
        ({ data }) => {
          if (!stop.signal.aborted) learn((known) => states.withBids(known, data))
        },
        () => {}, // asked again below
      )
    void ask()
    const timer = setInterval(ask, POLL_MS)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [auctionId, lotId, isMissing, after, learn])
}

/** What the reader is to the lot changes with its stage: the winner is known at the end. */
function useOwnChanges(path: LotPath, { stage, endsAt, startsAt }: LotState): void {
  const client = useQueryClient()
  const { auctionId, lotId } = path
  const known = useRef(stage)
  useEffect(() => {
    if (known.current !== stage)
      void client.invalidateQueries({ queryKey: mineQuery({ auctionId, lotId }).queryKey })
    known.current = stage
  }, [auctionId, lotId, stage, client])
  // A start is no change that a frame would tell. All viewers ask, so they spread.
  const turnsAt = stage === 'scheduled' ? startsAt : endsAt
  const isOver = over.has(stage)
  useEffect(() => {
    if (isOver) return
    const ask = () =>
      client.invalidateQueries({ queryKey: lotQuery({ auctionId, lotId }).queryKey })
    const leftMs = Math.max(0, Date.parse(turnsAt) - serverNow())
    if (leftMs > LONGEST_MS) return
    let every: ReturnType<typeof setInterval> | undefined
    const timer = setTimeout(
      () => {
        void ask()
        every = setInterval(ask, TURN_POLL_MS)
      },
      leftMs + Math.random() * SPREAD_MS,
    )
    return () => {
      clearTimeout(timer)
      clearInterval(every)
    }
  }, [auctionId, lotId, turnsAt, isOver, client])
}

/** A timer of a browser has 31 bits. */
const LONGEST_MS = 2 ** 31 - 1
const SPREAD_MS = 1_000
/** Until the server says that it has started, or what has become of it. */
const TURN_POLL_MS = 3_000
