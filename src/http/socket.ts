import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Endpoint, ParamsOf } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import type { Edge, Server } from './edge.ts'
import { upgradeRequired } from './rules.ts'
import { ownOrigin } from './same-origin.ts'
import { checkPassTo } from './serve.ts'
import { readersOf, serveStream } from './streams.ts'
import type { Upgrade } from './upgrades.ts'

/** Clients send nothing but control frames. */
const INBOUND_BYTES_MOST = 4_096
/** With more than this unsent a reader is sent nothing, until all of it is on its way. */
const SLOW_BYTES = 64 * 1024
const UNSENT_BYTES_MOST = 1_000_000
/** A reader that takes nothing for so long is disconnected. */
const STUCK_MS = 10_000
const SWEEP_MS = 5_000
/** Each reader gets a ping in one of so many sweeps: every 25 s. */
const PING_SWEEPS = 5
/** How long clients have to close when the server does. */
const CLOSING_MS = 1_000

/** What the readers of one thing are sent. */
export interface Channel {
  readonly readers: Set<SocketReader>
  /**
   * A frame with all that there is to know now, for readers who have just come or have missed some.
   * Undefined while it is not known: it is sent to all as soon as it is.
   */
  whole(): Buffer | undefined
  /** Called after a reader has left, or has not come after all. */
  left(): void
}

/**
 * Serves an endpoint as a WebSocket on which only the server speaks. What `channelOf` throws is the answer
 * to the handshake.
 * Problems: upgrade-required, origin-refused, those of the waiting room, unavailable, too-many-requests.
 */
export function serveSocket<E extends Endpoint>(
  server: Server,
  endpoint: E & { readonly socket: true },
  channelOf: (params: ParamsOf<E>) => Promise<Channel>,
): void {
  const { edge } = server
  const sockets = socketsOf(server)
  const checkOrigin = ownOrigin(edge.engine.publicUrl)
  edge.upgrades.declare(endpoint.path)
  serveStream(server, endpoint, async (request, reply) => {
    const upgrade = edge.upgrades.of(request.raw)
    if (!upgrade) {
      reply.header('upgrade', 'websocket')
      throw upgradeRequired()
    }
    checkOrigin(request)
    await checkPassTo(server, endpoint, request)
    const coming = comingOf(edge, upgrade, request, reply)
    const channel = await channelOf(request.params as never)
    coming.channel = channel
    if (upgrade.stream.destroyed) channel.left()
    const { params, caller, headers } = request
    const check = endpoint.behindRoomOf
      ? () => checkPassTo(server, endpoint, { params, caller, headers })
      : undefined
    reply.hijack()
    sockets.open(upgrade, request, coming, check)
  })
}

/** Somebody whose handshake is not over, or whose socket is open. */
interface Coming {
  channel: Channel | undefined
  reader: SocketReader | undefined
}

/** Counts the connection until it is closed, whatever becomes of the handshake. */
function comingOf(
  edge: Edge,
  { stream }: Upgrade,
  request: FastifyRequest,
  reply: FastifyReply,
): Coming {
  const left = readersOf(edge).enter(request, reply)
  const coming: Coming = { channel: undefined, reader: undefined }
  stream.once('close', () => {
    left()
    const { channel, reader } = coming
    if (reader) channel?.readers.delete(reader)
    channel?.left()
  })
  return coming
}

interface Sockets {
  open(
    upgrade: Upgrade,
    request: FastifyRequest,
    coming: Coming,
    check: (() => Promise<void>) | undefined,
  ): void
}

const known = new WeakMap<Edge, Sockets>()

/** All sockets of a server, with one timer. */
function socketsOf(server: Server): Sockets {
  const found = known.get(server.edge) ?? makeSockets(server)
  known.set(server.edge, found)
  return found
}

function makeSockets(server: Server): Sockets {
  const readers = new Set<SocketReader>()
  const handshakes = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false },
    maxPayload: INBOUND_BYTES_MOST,
  })
  let sweeps = 0
  let isClosing = false
  const sweeping = setInterval(() => {
    sweeps += 1
    for (const reader of readers) reader.sweep(sweeps % PING_SWEEPS)
  }, SWEEP_MS).unref()
  server.addHook('preClose', (done) => {
    isClosing = true
    clearInterval(sweeping)
    for (const reader of readers) reader.close(GOING_AWAY)
    setTimeout(() => {
      for (const reader of readers) reader.terminate()
    }, CLOSING_MS).unref()
    done()
  })
  return {
    open({ stream, head, response }, { raw }, coming, check) {
      const { channel } = coming
      if (!channel || isClosing || stream.destroyed) {
        stream.destroy()
        return
      }
      response.detachSocket(stream)
      handshakes.handleUpgrade(raw, stream, head, (socket) => {
        const reader = new SocketReader({ socket, stream, channel, check }, sweeps % PING_SWEEPS)
        coming.reader = reader
        readers.add(reader)
        stream.once('close', () => readers.delete(reader))
        channel.readers.add(reader)
        reader.catchUp()
      })
    },
  }
}

/** Close codes of RFC 6455. */
const GOING_AWAY = 1001
const POLICY = 1008
const OPEN = 1

interface Opened {
  readonly socket: WebSocket
  readonly stream: Socket
  readonly channel: Channel
  /** Whether it may still read: a pass may have ended, or a waiting room been opened. */
  readonly check: (() => Promise<void>) | undefined
}

/** One open socket. A slow one misses frames, and is sent the whole once it has taken what it had. */
export class SocketReader {
  readonly #opened: Opened
  /** The sweep, of each round, that pings it: pings of many are spread. */
  readonly #turn: number
  #isAlive = true
  #behindSince: number | undefined

  constructor(opened: Opened, turn: number) {
    this.#opened = opened
    this.#turn = turn
    const { socket } = opened
    socket.on('error', () => {}) // what was sent is no WebSocket; `close` follows
    socket.on('message', () => socket.close(POLICY, 'nothing is read here'))
    socket.on('pong', () => {
      this.#isAlive = true
    })
  }

  /** Writes a frame made by `textFrame`: the same bytes to every reader. */
  send(frame: Buffer): void {
    const { socket, stream } = this.#opened
    if (this.#behindSince !== undefined || socket.readyState !== OPEN) return
    if (stream.writableLength > SLOW_BYTES) {
      this.#behindSince = performance.now()
      stream.once('drain', () => this.catchUp())
    } else stream.write(frame)
  }

  catchUp(): void {
    this.#behindSince = undefined
    const whole = this.#opened.channel.whole()
    if (whole) this.send(whole)
  }

  /** Disconnects who takes nothing or does not answer, and who may no longer read. */
  sweep(turn: number): void {
    const { socket, stream } = this.#opened
    const behindMs = performance.now() - (this.#behindSince ?? Number.POSITIVE_INFINITY)
    const isAsked = turn === this.#turn && socket.readyState === OPEN
    const isStuck = behindMs > STUCK_MS || stream.writableLength > UNSENT_BYTES_MOST
    if (isStuck || (isAsked && !this.#isAlive)) socket.terminate()
    else if (isAsked) this.#ask()
  }

  #ask(): void {
    const { socket, check } = this.#opened
    this.#isAlive = false
    socket.ping()
    check?.().catch((error) => {
      // An outage ends no socket: all would come back at once.
      if (error instanceof Problem && error.is.kind !== 'unavailable')
        socket.close(POLICY, 'no pass')
    })
  }

  close(code: number): void {
    this.#opened.socket.close(code)
  }

  terminate(): void {
    this.#opened.socket.terminate()
  }
}

/**
 * A text as one frame of a server. Encoded once for all who read it: a socket library would make a head,
 * and two writes, for each.
 */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text)
  const headSize = size < 126 ? 2 : size < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headSize + size)
  frame[0] = 0x81
  if (headSize === 2) frame[1] = size
  else if (headSize === 4) {
    frame[1] = 126
    frame.writeUInt16BE(size, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(size), 2)
  }
  frame.write(text, headSize)
  return frame
}
