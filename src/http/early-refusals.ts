import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../kernel/problem.ts'
import { bodyOf, problemOf, sendProblem } from './problem.ts'
import * as rules from './rules.ts'
import { headersOf } from './security-headers.ts'

/** Refuses what Fastify cannot route, like an address that is not UTF-8. No hook has run. */
export function refuseAddress(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.headers(headersOf(request.server.edge)).header('x-request-id', request.id)
  return sendProblem(problemOf(error), request, reply)
}

/**
 * Refuses a request that names no host, or several, as RFC 9112 asks. One that expects what nobody knows is served:
 * RFC 9110 leaves that to the server, and Node would refuse it without a word.
 */
export function namedHosts(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw }) => {
    if (raw.httpVersion === '1.1' && hostsOf(raw.rawHeaders) !== 1) throw rules.malformed()
  })
  const { server: connections } = server
  connections.on('checkExpectation', (request, response) =>
    connections.emit('request', request, response),
  )
}

/** Node takes the first of several; a proxy in front may have taken another. */
function hostsOf(names: readonly string[]): number {
  let count = 0
  for (let at = 0; at < names.length; at += 2)
    if (names[at]?.length === 4 && names[at]?.toLowerCase() === 'host') count += 1
  return count
}

/** Refuses what Node cannot parse: there is no request, only a socket. */
export function refuseConnection(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = unparsed[error.code ?? '']?.() ?? rules.malformed()
  if (socket.writable) socket.write(response(this, problem))
  socket.destroy(error)
}

const unparsed: Readonly<Record<string, () => Problem>> = {
  HPE_HEADER_OVERFLOW: () => rules.headersTooLarge(),
  ERR_HTTP_REQUEST_TIMEOUT: () => rules.requestTimedOut(),
}

function response(server: FastifyInstance, problem: Problem): string {
  const status = rules.statusFor(problem.is)
  const { edge } = server
  const body = bodyOf(problem, { language: 'ko', instance: 'none' })
  const headers = {
    ...headersOf(edge),
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
