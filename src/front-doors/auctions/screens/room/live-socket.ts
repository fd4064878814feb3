import type { LotPath } from '../lots/lot-queries.ts'
import type { Frame } from './room-state.ts'

/** All readers lose a server at once: they come back spread over this time. */
const RECONNECT_MOST_MS = 10_000
/** No frame and no connection by then: sockets are blocked on the way. */
const OPEN_MOST_MS = 8_000

interface Listening {
  readonly onFrame: (frame: Frame) => void
  readonly onOpen: () => void
  /** The connection is lost, or could not be made. */
  readonly onDown: () => void
}

/** Follows a lot by socket, and reconnects. Returns how to stop. */
export function followLot({ auctionId, lotId }: LotPath, listening: Listening): () => void {
  const path = `/v1/auctions/${encodeURIComponent(auctionId)}/lots/${encodeURIComponent(lotId)}/live`
  let isStopped = false
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`)
    socket = opened
    timer = setTimeout(() => opened.close(), OPEN_MOST_MS)
    opened.addEventListener('open', () => {
      clearTimeout(timer)
      listening.onOpen()
    })
    opened.addEventListener('message', ({ data }) => listening.onFrame(JSON.parse(data)))
    opened.addEventListener('close', () => {
      clearTimeout(timer)
      if (isStopped) return
      listening.onDown()
      timer = setTimeout(open, Math.random() * RECONNECT_MOST_MS)
    })
  }
  open()
  return () => {
    isStopped = true
    clearTimeout(timer)
    socket?.close()
  }
}
