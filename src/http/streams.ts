import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Endpoint } from '../kernel/endpoint.ts'
import { networkOf } from '../kernel/network.ts'
import { unavailable } from '../postgres/rules.ts'
import type { Edge, Server } from './edge.ts'
import { tooManyRequests } from './rules.ts'
import { compileShape } from './validation.ts'

/** Readers of all feeds and sockets of a server. */
const READERS_MOST = 20_000
/** Readers of one address: enough for an office, and not all that the server has. */
const NETWORK_READERS_MOST = 200

/** Registers an endpoint whose answer goes on until somebody ends it: a feed, a socket. */
export function serveStream(
  server: Server,
  endpoint: Endpoint,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
  const { method, path, role, right, params } = endpoint
  server.edge.served.push(endpoint)
  server.route({
    ...{
      method,
      url: path,
      exposeHeadRoute: false,
      config: { role, ...(right && { right }), limit: 'reads' },
    },
    schema: { ...(params && { params }) },
    validatorCompiler: compileShape as NonNullable<RouteOptions['validatorCompiler']>,
    handler,
  })
}

/** Counts readers, of all addresses and of each. */
interface Readers {
  /**
   * Problems: unavailable, too-many-requests.
   * @returns to be called when the reader has left
   */
  enter(request: FastifyRequest, reply: FastifyReply): () => void
}

const readers = new WeakMap<Edge, Readers>()

/** One count for all feeds and sockets of a server. */
export function readersOf(edge: Edge): Readers {
  const known = readers.get(edge) ?? countReaders()
  readers.set(edge, known)
  return known
}

function countReaders(): Readers {
  let all = 0
  const byNetwork = new Map<string, number>()
  return {
    enter({ ip }, reply) {
      if (all >= READERS_MOST) throw unavailable()
      const network = networkOf(ip)
      const count = byNetwork.get(network) ?? 0
      if (count >= NETWORK_READERS_MOST) {
        reply.header('retry-after', '15')
        throw tooManyRequests()
      }
      all += 1
      byNetwork.set(network, count + 1)
      return () => {
        all -= 1
        const left = (byNetwork.get(network) ?? 1) - 1
        if (left > 0) byNetwork.set(network, left)
        else byNetwork.delete(network)
      }
    },
  }
}
