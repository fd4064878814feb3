import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from './edge.ts'

/** Logs one line a request with exactly these fields: no body, header, query or address. */
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

/** Of those that failed together: an outage fails all of them alike. */
const ERRORS_MOST = 8

/**
 * What may be logged of an error. PostgreSQL puts values into its messages (an e-mail address, a
 * phone number), so only names and codes of its errors are logged.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, constraint, table, severity, cause } = error as Error & Record<string, unknown>
  return {
    name: error.name,
    ...(severity === undefined && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(cause !== undefined && { cause: describeError(cause) }),
    ...(error instanceof AggregateError && {
      errors: error.errors.slice(0, ERRORS_MOST).map(describeError),
    }),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8),
  }
}
