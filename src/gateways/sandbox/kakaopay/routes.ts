import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../answer.ts'
import { type CommonError, send, serveCall } from '../calls.ts'
import { clockNow } from '../clock.ts'
import { type Ledger, paymentById } from '../ledger.ts'
import type { Sandbox, UnknownPath } from '../provider.ts'
import { approve, cancel, failApproval, order, ready } from './calls.ts'
import { type Dialect, dialects } from './dialects.ts'
import { fieldsOf, Refused, statusOf } from './refusals.ts'

const calls = { ready, approve, order, cancel } as const
type Operation = keyof typeof calls
export const operations = Object.keys(calls) as Operation[]

/** Both dialects on one ledger: a payment started in one can be finished in the other. */
export function kakaoPayRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  for (const dialect of dialects)
    server.register(async (scope) => dialectRoutes(scope, sandbox, dialect), {
      prefix: dialect.base,
    })
}

function dialectRoutes(scope: FastifyInstance, sandbox: Sandbox, dialect: Dialect): void {
  dialect.parse(scope)
  for (const operation of operations)
    scope.post(`/${operation}`, (request, reply) =>
      serve(sandbox, dialect, operation, request, reply),
    )
  scope.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
    if (error instanceof Refused) return send(reply, refuse(dialect, error))
    const isTheirs = error.statusCode !== undefined && error.statusCode < 500
    return send(reply, refuse(dialect, new Refused(isTheirs ? -2 : -500)))
  })
}

export function unknownPath({ path }: UnknownPath): Answer | undefined {
  const dialect = dialects.find(({ base }) => path === base || path.startsWith(`${base}/`))
  return dialect && refuse(dialect, new Refused(-404))
}

const codeOf: Readonly<Record<CommonError, number>> = {
  busy: -785,
  internal: -500,
  unauthorized: -401,
  'too-many': -429,
  missing: -721,
}

function serve(
  sandbox: Sandbox,
  dialect: Dialect,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  dialect.authenticate(request.headers.authorization)
  const ask = fieldsOf(request.body)
  const movesMoney = operation === 'approve' || operation === 'cancel'
  const holdUntil = request.headers['jari-hold-until']?.toString()
  const context = () => ({
    ledger: sandbox.ledger,
    now: clockNow(sandbox.ledger),
    url: sandbox.url(),
    holdUntil,
  })
  const refusing = (code: number, extras?: object) => refuse(dialect, new Refused(code, extras))
  return serveCall(
    sandbox,
    {
      gateway: 'kakaopay',
      operation,
      orderId: orderIdOf(sandbox.ledger, request.body),
      exclusive: movesMoney ? ask.text('tid', 20) : undefined,
      carryOut: () => ({ status: 200, body: calls[operation](context(), ask) }),
      fail: () => failApproval(context(), ask),
      refusal: (error) => (error instanceof Refused ? refuse(dialect, error) : undefined),
      refuse: (code, extras) => refusing(Number(code), extras),
      commonError: (commonError) => refusing(codeOf[commonError]),
    },
    reply,
  )
}

const refuse = (dialect: Dialect, refused: Refused): Answer => ({
  status: statusOf(refused.code),
  body: dialect.refusal(refused),
})

/** The order of a call, for faults limited to one. */
function orderIdOf(ledger: Ledger, body: unknown): string | undefined {
  const { partner_order_id: named, tid } = (body ?? {}) as Record<string, unknown>
  if (typeof named === 'string') return named
  return typeof tid === 'string' ? paymentById(ledger, 'kakaopay', tid)?.orderId : undefined
}
