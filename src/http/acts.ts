import type { FastifyReply } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import { readSubject } from '../bookings/subject.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Id } from '../kernel/id.ts'
import { recordAct, type SubjectOf } from '../stores/acts/operations.ts'
import { actOf, namedIn } from '../stores/acts/rules.ts'
import type { Server } from './edge.ts'
import type { Stored } from './idempotency.ts'
import { describeError } from './log.ts'

interface Ask {
  readonly params: Members
  readonly body: unknown
  readonly caller: Caller | undefined
}

type Members = Readonly<Record<string, unknown>>

/**
 * Writes what an endpoint does at a store, after it has succeeded and before it is answered, of a file as it is being
 * sent; the answer to a repeated key is no act. What was done stays done when that fails.
 */
export function recordingActs<Handle extends (ask: never, reply: FastifyReply) => unknown>(
  { edge: { engine } }: Server,
  endpoint: Endpoint,
  handler: Handle,
): Handle {
  if (!actOf(endpoint)) return handler
  const subjectOf: SubjectOf = (storeId, id) => readSubject(engine, { storeId, id })
  const acting = async (ask: Ask, reply: FastifyReply): Promise<unknown> => {
    const { caller, params, body } = ask
    const was = await subjectBefore(endpoint, ask, subjectOf)
    const answer = await handler(ask as never, reply)
    if (!caller || (answer as Partial<Stored> | null)?.replayed === true) return answer
    const asked = { params, body, answer: membersOf(endpoint, answer) }
    await recordAct(engine, endpoint, { caller, was, subjectOf, ...asked }).catch(
      (error: unknown) =>
        reply.log.error(
          { requestId: reply.request.id, error: describeError(error as Error) },
          'act not recorded',
        ),
    )
    return answer
  }
  return acting as unknown as Handle
}

/** What the order in the path is about before it is changed; what fails there fails in the handler, too. */
async function subjectBefore(endpoint: Endpoint, { params, body }: Ask, subjectOf: SubjectOf) {
  const named = namedIn(endpoint, { params, body, answer: {} })
  if (!named?.orderId) return undefined
  const { storeId, orderId } = named
  return subjectOf(storeId as Id<'Store'>, orderId as Id<'Order'>).catch(() => undefined)
}

/** What an answer names; a file names nothing. */
function membersOf({ method }: Endpoint, answer: unknown): Members {
  if (method === 'GET' || typeof answer !== 'object' || answer === null) return {}
  const { stored } = answer as Partial<Stored>
  return typeof stored === 'string' ? (JSON.parse(stored) as Members) : (answer as Members)
}
