import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { patternOf } from './path-pattern.ts'

/** A connection that its client wants to go on with as a WebSocket. */
export interface Upgrade {
  readonly stream: Socket
  /** What the client has sent after the handshake. */
  readonly head: Buffer
  readonly response: ServerResponse
}

/**
 * Requests to become a WebSocket. One for a declared path goes through the routes as any request does, so
 * that it is authorized, counted and refused like others. Any other is an ordinary request of which the
 * wish is ignored (RFC 9110, 7.8): no path is a socket unless it says so.
 */
export class Upgrades {
  readonly #declared: RegExp[] = []
  readonly #waiting = new WeakMap<IncomingMessage, Upgrade>()

  declare(path: string): void {
    this.#declared.push(patternOf(path))
  }

  /** For Node's `shouldUpgradeCallback`. */
  isOffered({ method, url = '', headers }: IncomingMessage): boolean {
    if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return false
    const path = url.split('?', 1)[0] ?? ''
    return this.#declared.some((pattern) => pattern.test(path))
  }

  route(server: FastifyInstance): void {
    server.server.on('upgrade', (request: IncomingMessage, stream: Socket, head: Buffer) => {
      stream.on('error', () => {}) // a client that is gone; `close` follows
      const response = new ServerResponse(request)
      response.shouldKeepAlive = false
      response.assignSocket(stream)
      response.once('finish', () => stream.destroySoon())
      this.#waiting.set(request, { stream, head, response })
      server.routing(request, response)
    })
  }

  of(request: IncomingMessage): Upgrade | undefined {
    return this.#waiting.get(request)
  }
}
