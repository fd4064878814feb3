import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clockNow } from './clock.ts'
import { type Fault, pause, takeFault } from './faults.ts'
import * as kakaopay from './kakaopay.ts'
import { type Fields, fieldsOf, Refused, statusOf } from './kakaopay-refusals.ts'
import { sandboxKeys } from './keys.ts'
import { type Ledger, paymentByTid } from './ledger.ts'

const calls = {
  ready: kakaopay.ready,
  approve: kakaopay.approve,
  order: kakaopay.order,
  cancel: kakaopay.cancel,
} as const
type Operation = keyof typeof calls

/** How a KakaoPay API is spoken: where, with which key, and in which words it refuses. */
export interface Dialect {
  readonly base: string
  /** Throws the refusal of a caller it does not know. */
  admit(authorization: string | undefined): void
  refusal(refused: Refused): object
}

/** `open-api.kakaopay.com`: JSON, `SECRET_KEY`. */
export const jsonDialect: Dialect = {
  base: '/online/v1/payment',
  admit(authorization) {
    if (!authorization) throw new Refused(-400)
    const [scheme, key] = authorization.split(' ')
    const isKnownScheme = scheme === 'SECRET_KEY' || scheme === 'DEV_SECRET_KEY'
    if (!isKnownScheme || key !== sandboxKeys.kakaoPay.secretKey) throw new Refused(-401)
  },
  refusal: ({ code, message, extras }) => ({
    error_code: code,
    error_message: message,
    ...(extras && { extras }),
  }),
}

/** Approving and canceling take this long, so that two calls for one tid can meet (-785). */
const WORK_MS = 10

interface Answer {
  readonly status: number
  readonly body: object
}

/** What one dialect is served with; several share the ledger and what is in flight. */
interface Desk {
  readonly ledger: Ledger
  readonly dialect: Dialect
  /** The tids that are being approved or canceled. */
  readonly inFlight: Set<string>
  /** Where the sandbox itself is reached, once it listens. */
  readonly url: () => string
}

export function kakaoPayRoutes(server: FastifyInstance, desk: Desk): void {
  server.register(
    async (scope) => {
      for (const operation of Object.keys(calls) as Operation[])
        scope.post(`/${operation}`, (request, reply) => serve(desk, operation, request, reply))
      scope.setNotFoundHandler((_, reply) => send(reply, refuse(desk, new Refused(-404))))
      scope.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
        if (error instanceof Refused) return send(reply, refuse(desk, error))
        const isTheirs = error.statusCode !== undefined && error.statusCode < 500
        return send(reply, refuse(desk, new Refused(isTheirs ? -2 : -500)))
      })
    },
    { prefix: desk.dialect.base },
  )
}

async function serve(
  desk: Desk,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  desk.dialect.admit(request.headers.authorization)
  const partnerOrderId = orderIdOf(desk.ledger, request.body)
  const fault = takeFault(desk.ledger, { gateway: 'kakaopay', operation, partnerOrderId })
  if (fault?.fault === 'reset-before') return reset(reply)
  const answer = await carryOutAlone(desk, operation, fieldsOf(request.body), fault)
  if (fault?.fault === 'status-500-after') return send(reply, refuse(desk, new Refused(-500)))
  if (fault?.fault === 'code-after')
    return send(reply, refuse(desk, new Refused(fault.code ?? -500, fault.extras)))
  return spoil(reply, answer, fault)
}

/** An approve or a cancel of a tid that is in flight is refused with -785. */
async function carryOutAlone(
  desk: Desk,
  operation: Operation,
  ask: Fields,
  fault: Fault | undefined,
) {
  const tid = operation === 'approve' || operation === 'cancel' ? ask.text('tid', 20) : undefined
  if (tid && desk.inFlight.has(tid)) throw new Refused(-785)
  if (tid) desk.inFlight.add(tid)
  try {
    if (tid) await pause(WORK_MS)
    const answer = carryOut(desk, operation, ask, fault)
    if (fault?.fault === 'slow') await pause(fault.delayMs ?? 0)
    return answer
  } finally {
    if (tid) desk.inFlight.delete(tid)
  }
}

function carryOut(desk: Desk, operation: Operation, ask: Fields, fault: Fault | undefined): Answer {
  const { ledger } = desk
  const world = { ledger, now: clockNow(ledger), url: desk.url() }
  try {
    if (fault?.fault === 'code') throw new Refused(fault.code ?? -500, fault.extras)
    if (fault?.fault === 'fail') {
      ledger.change(() => kakaopay.failApproval(world, ask))
      throw new Refused(fault.code ?? -780, fault.extras)
    }
    return { status: 200, body: ledger.change(() => calls[operation](world, ask)) }
  } catch (error) {
    if (error instanceof Refused) return refuse(desk, error)
    throw error
  }
}

const refuse = ({ dialect }: Desk, refused: Refused): Answer => ({
  status: statusOf(refused.code),
  body: dialect.refusal(refused),
})

/** Answers as carried out, unless a fault spoils the way back. */
function spoil(reply: FastifyReply, answer: Answer, fault: Fault | undefined) {
  switch (fault?.fault) {
    case 'reset-after':
      return reset(reply)
    case 'html-502-after':
      return reply.code(502).type('text/html').send('<html><h1>502 Bad Gateway</h1></html>')
    case 'truncated-after': {
      const whole = JSON.stringify(answer.body)
      const half = whole.slice(0, Math.floor(whole.length / 2))
      return reply.code(answer.status).type('application/json').send(half)
    }
    case 'empty-after':
      return reply.code(200).send()
    default:
      return send(reply, answer)
  }
}

const send = (reply: FastifyReply, { status, body }: Answer) => reply.code(status).send(body)

/** Cuts the connection as a crash would: the caller reads ECONNRESET. */
function reset(reply: FastifyReply) {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  return reply
}

/** The order a call is about, so that a fault can wait for that order alone. */
function orderIdOf(ledger: Ledger, body: unknown): string | undefined {
  const { partner_order_id: named, tid } = (body ?? {}) as Record<string, unknown>
  if (typeof named === 'string') return named
  return typeof tid === 'string' ? paymentByTid(ledger, tid)?.partnerOrderId : undefined
}
