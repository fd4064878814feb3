import type { FastifyReply } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import { recordAct } from '../stores/acts/operations.ts'
import { actOf } from '../stores/acts/rules.ts'
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
  const acting = async (ask: Ask, reply: FastifyReply): Promise<unknown> => {
    const answer = await handler(ask as never, reply)
    const { caller, params, body } = ask
    if (!caller || (answer as Partial<Stored> | null)?.replayed === true) return answer
    const asked = { params, body, answer: membersOf(endpoint, answer) }
    await recordAct(engine, endpoint, { caller, ...asked }).catch((error: unknown) =>
      reply.log.error(
        { requestId: reply.request.id, error: describeError(error as Error) },
        'act not recorded',
      ),
    )
    return answer
  }
  return acting as unknown as Handle
}

/** What an answer names; a file names nothing. */
function membersOf({ method }: Endpoint, answer: unknown): Members {
  if (method === 'GET' || typeof answer !== 'object' || answer === null) return {}
  const { stored } = answer as Partial<Stored>
  return typeof stored === 'string' ? (JSON.parse(stored) as Members) : (answer as Members)
}
