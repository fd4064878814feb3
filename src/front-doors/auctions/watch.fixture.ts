import { WebSocket } from 'ws'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import type * as contract from './live-contract.ts'

export type Frame = AnswerOf<typeof contract.watchLot>

/** Somebody who watches a lot, and checks what every viewer relies on. */
export interface Viewer {
  readonly socket: WebSocket
  /** What it knows now: the last state, with all that its frames told. */
  readonly known: () => Frame | undefined
  readonly frames: readonly Frame[]
  /** What must not happen: a price that falls, a version that goes back. */
  readonly wrong: readonly string[]
  readonly closed: Promise<number>
}

let networks = 0

/** Each viewer comes from its own address, where the server trusts this proxy. */
export const nextNetwork = (): string => {
  networks += 1
  return `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}`
}

/** Opens a socket of a lot. Rejects where the handshake is refused. */
export function watch(url: string, headers: Record<string, string> = {}): Promise<Viewer> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), {
    headers: { 'x-forwarded-for': nextNetwork(), ...headers },
    perMessageDeflate: false,
  })
  const frames: Frame[] = []
  const wrong: string[] = []
  socket.on('message', (data) => {
    const frame = JSON.parse(`${data}`) as Frame
    const before = frames.at(-1)?.state
    const { version, price } = frame.state
    if (before && version < before.version) wrong.push(`version ${version} after ${before.version}`)
    if (before && (price ?? 0) < (before.price ?? 0)) wrong.push(`${price} after ${before.price}`)
    frames.push(frame)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      socket.on('error', () => {})
      resolve({ socket, known: () => knownOf(frames), frames, wrong, closed })
    })
  })
}

function knownOf(frames: readonly Frame[]): Frame | undefined {
  const last = frames.at(-1)
  return (
    last && {
      ...last,
      bids: frames.flatMap(({ bids }) => bids),
      messages: frames.flatMap(({ messages }) => messages),
      removed: frames.flatMap(({ removed }) => removed),
    }
  )
}
