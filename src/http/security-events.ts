import type { FastifyRequest } from 'fastify'
import { recordEvent } from '../security/record.ts'
import { eventOf } from '../security/rules.ts'
import type { Server } from './edge.ts'
import { describeError } from './log.ts'
import { securityEvents as counted } from './measures.ts'
import { isUncounted } from './uncounted.ts'

/**
 * Writes what an endpoint declares as `noted`, done or refused, and every limit that was reached. The answer does not
 * wait for it; a server that stops does.
 */
export function securityEvents(server: Server): void {
  const { engine } = server.edge
  const writing = new Set<Promise<void>>()
  server.decorateRequest('refusal', '')
  server.decorateRequest('signedInAs', undefined)
  server.decorateRequest('notedAs', undefined)
  server.addHook('onResponse', (request, reply, done) => {
    done()
    // What the server asks itself for a download is refused where the person has no such thing.
    if (isUncounted()) return
    const { refusal, notedAs = request.routeOptions.config.noted } = request
    const event = eventOf(notedAs ?? undefined, { status: reply.statusCode, refusal })
    if (!event) return
    counted.labels(event.kind, refusal).inc()
    const written = recordEvent(engine, { ...event, ...callerOf(request), address: request.ip })
      .catch((error: unknown) =>
        request.log.error({ requestId: request.id, error: describeError(error) }, 'not recorded'),
      )
      .finally(() => writing.delete(written))
    writing.add(written)
  })
  server.addHook('onClose', async () => {
    await Promise.all(writing)
  })
}

/** Who it was; of an attempt to sign in, whom it named; nobody who has left. */
function callerOf({ caller, signedInAs, body, routeOptions, refusal }: FastifyRequest) {
  if (routeOptions.config.noted === 'erasure' && refusal === '') return {}
  const accountId = signedInAs ?? (caller?.isGuest ? undefined : caller?.accountId)
  const { email } = (body ?? {}) as { email?: unknown }
  return { accountId, ...(typeof email === 'string' && { email }) }
}
