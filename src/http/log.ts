import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from './edge.ts'

/** One line a request, of nothing but what is listed here: no body, header, query or address. */
export function log(server: Server): void {
  server.addHook('onResponse', (request, reply, done) => {
    request.log.info(lineOf(request, reply))
    done()
  })
}

const lineOf = (request: FastifyRequest, reply: FastifyReply) => ({
  requestId: request.id,
  method: request.method,
  route: request.routeOptions.url ?? 'none',
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime * 10) / 10,
})

/**
 * What may be logged of an error. The database puts values into its sentences (an address that is
 * taken, a phone number that does not fit), so of its errors only the names are kept.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, constraint, table, severity } = error as Error & Record<string, unknown>
  return {
    name: error.name,
    ...(severity === undefined && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8),
  }
}
