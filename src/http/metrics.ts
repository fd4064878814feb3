import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { notAllowed } from '../accounts/rules.ts'
import { mayAdminister } from '../accounts/second-factor/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import type { Server } from './edge.ts'
import { durations, measure, registry } from './measures.ts'

/** Who may read `/metrics`, besides a signed-in admin. */
export interface MetricsAsk {
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined
  /** Addresses, ranges of them, or `loopback`. */
  readonly from?: readonly string[]
  /** The consumers of this installation; default: all that ever were. */
  readonly consumers?: readonly string[]
}

/** `/metrics`: closed, but for a token, for addresses and for admins. */
export function metrics(server: Server, { token, from = [], consumers }: MetricsAsk = {}): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    durations
      .labels(request.method, route, String(reply.statusCode))
      .observe(reply.elapsedTime / 1000)
    done()
  })
  const isFrom = withinOf(from)
  server.get('/metrics', { config: { role: 'anyone' } }, async (request, reply) => {
    const isScraper = hasToken(request, token) || isFrom(request)
    if (!isScraper && !(await isAdmin(server, request))) throw notAllowed()
    await measure(server.edge.engine, consumers)
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

async function isAdmin({ edge }: Server, { headers }: FastifyRequest): Promise<boolean> {
  const caller = await sessions(edge.engine).findCaller(headers)
  return caller !== undefined && mayAdminister(caller, { isSandbox: edge.sandbox })
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared in a time that says nothing of how much of it is right. */
const hasToken = ({ headers }: FastifyRequest, token: string | undefined): boolean =>
  token !== undefined &&
  timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))

const ranges: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

function withinOf(from: readonly string[]): (request: FastifyRequest) => boolean {
  const list = new BlockList()
  for (const range of from.flatMap((name) => ranges[name] ?? [name])) {
    const [address = '', bits] = range.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (request) => {
    // A proxy that is not trusted would lend its own address to everybody.
    if (isForwarded(request) && request.ip === request.raw.socket.remoteAddress) return false
    const ip = request.ip.replace(/^::ffff:(?=\d+\.)/, '')
    return list.check(ip, familyOf(ip))
  }
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

const isForwarded = ({ headers }: FastifyRequest): boolean =>
  Boolean(headers['x-forwarded-for'] || headers.forwarded || headers['x-real-ip'] || headers.via)
