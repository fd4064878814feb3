import type { FastifyReply } from 'fastify'
import type { Answer } from './answer.ts'
import { clockNow } from './clock.ts'
import { type Fault, pause, takeFault } from './faults.ts'
import { keepAnswer, keptAnswer } from './idempotency.ts'
import type { Sandbox } from './provider.ts'
import type { GatewayName } from './rules.ts'

/** Errors that every gateway has, each in its own error shape. */
export type CommonError = 'busy' | 'internal' | 'unauthorized' | 'too-many' | 'missing'

/** One API call, as a provider describes it to `serveCall`. */
export interface Call {
  readonly gateway: GatewayName
  readonly operation: string
  /** The order of the call, for faults limited to one. */
  readonly orderId: string | undefined
  /** Calls with the same name exclude each other; a concurrent one is `busy`. */
  readonly exclusive?: string | undefined
  /** The Idempotency-Key with its scope. */
  readonly once?: IdempotentCall | undefined
  /** Carries the call out in one ledger transaction; a throw rolls it back. */
  carryOut(fault: Fault | undefined): Answer
  /** Marks the payment as failed, before `refuse` answers. */
  fail?(): void
  /** The response to what `carryOut` threw; undefined for bugs. */
  refusal(error: unknown): Answer | undefined
  refuse(code: number | string, extras?: object): Answer
  commonError(commonError: CommonError): Answer
}

interface IdempotentCall {
  readonly key: string
  readonly fingerprint: string
  readonly keptMs: number
  /** The first call with this key is still running. */
  running(): Answer
  /** The key was used for another request; undefined if the gateway does not check. */
  reused?(): Answer
  /** Headers of a replay. */
  replayed?(answer: Answer): Answer
  /** Whether a reply is stored; default: always. */
  isKept?(answer: Answer): boolean
}

/** Delay of calls that move money, so that concurrent ones can collide. */
const WORK_MS = 10

/** Serves one call: exclusively, idempotently, and with a planted fault applied. */
export async function serveCall(sandbox: Sandbox, call: Call, reply: FastifyReply) {
  const fault = takeFault(sandbox.ledger, call)
  if (fault?.fault === 'reset-before') return reset(reply)
  if (fault?.fault === 'unauthorized') return send(reply, call.commonError('unauthorized'))
  if (fault?.fault === 'too-many') return send(reply, call.commonError('too-many'))
  if (fault?.fault === 'missing') return send(reply, call.commonError('missing'))
  const answer = await runIdempotently(sandbox, call, fault)
  if (fault?.fault === 'slow') await pause(fault.delayMs ?? 0)
  return applyFault(call, reply, answer, fault)
}

async function runIdempotently(
  sandbox: Sandbox,
  call: Call,
  fault: Fault | undefined,
): Promise<Answer> {
  const { once } = call
  if (!once) return exclusive(sandbox, call, fault)
  const name = `${call.gateway} ${once.key}`
  if (sandbox.inFlight.has(name)) return once.running()
  const kept = keptAnswer(sandbox.ledger, call.gateway, once)
  if (kept && kept.fingerprint !== once.fingerprint && once.reused) return once.reused()
  if (kept) return once.replayed?.(kept.answer) ?? kept.answer
  sandbox.inFlight.add(name)
  try {
    const answer = await exclusive(sandbox, call, fault)
    if (once.isKept?.(answer) ?? true)
      keepAnswer(sandbox.ledger, call.gateway, once, answer, clockNow(sandbox.ledger))
    return answer
  } finally {
    sandbox.inFlight.delete(name)
  }
}

async function exclusive(sandbox: Sandbox, call: Call, fault: Fault | undefined): Promise<Answer> {
  if (!call.exclusive) return carryOut(sandbox, call, fault)
  const name = `${call.gateway} ${call.exclusive}`
  if (sandbox.inFlight.has(name)) return call.commonError('busy')
  sandbox.inFlight.add(name)
  try {
    await pause(WORK_MS)
    return carryOut(sandbox, call, fault)
  } finally {
    sandbox.inFlight.delete(name)
  }
}

function carryOut({ ledger }: Sandbox, call: Call, fault: Fault | undefined): Answer {
  if (fault?.fault === 'code') return call.refuse(fault.code ?? -1, fault.extras)
  if (fault?.fault === 'fail') {
    ledger.change(() => call.fail?.())
    return call.refuse(fault.code ?? -780, fault.extras)
  }
  try {
    return ledger.change(() => call.carryOut(fault))
  } catch (error) {
    const refusal = call.refusal(error)
    if (refusal) return refusal
    throw error
  }
}

/** Sends the response, unless a fault replaces it. */
function applyFault(call: Call, reply: FastifyReply, answer: Answer, fault: Fault | undefined) {
  switch (fault?.fault) {
    case 'reset-after':
      return reset(reply)
    case 'status-500-after':
      return send(reply, call.commonError('internal'))
    case 'code-after':
      return send(reply, call.refuse(fault.code ?? -1, fault.extras))
    case 'html-502-after':
      return reply.code(502).type('text/html').send('<html><h1>502 Bad Gateway</h1></html>')
    case 'truncated-after': {
      const whole = JSON.stringify(answer.body)
      const half = whole.slice(0, Math.floor(whole.length / 2))
      return reply.code(answer.status).type('application/json').send(half)
    }
    case 'empty-after':
      return reply.code(200).send()
    case 'alter-after':
      return send(reply, { ...answer, body: mergeDeep(answer.body, fault.alter ?? {}) as object })
    case 'drip':
      return drip(reply, answer, fault.delayMs ?? 0)
    default:
      return send(reply, answer)
  }
}

export const send = (reply: FastifyReply, { status, body, headers = {} }: Answer) =>
  reply.code(status).headers(headers).send(body)

/** Deep merge: `over` wins. */
function mergeDeep(under: unknown, over: unknown): unknown {
  const isMembers = (it: unknown): it is Record<string, unknown> =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
  if (!isMembers(under) || !isMembers(over)) return over
  const merged = Object.entries(over).map(([name, value]) => [name, mergeDeep(under[name], value)])
  return { ...under, ...Object.fromEntries(merged) }
}

/** Resets the connection: the caller reads ECONNRESET. */
function reset(reply: FastifyReply) {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  return reply
}

/** Sends the true response byte by byte, to run into the caller's timeout. */
async function drip(reply: FastifyReply, answer: Answer, overMs: number) {
  const text = JSON.stringify(answer.body)
  reply.hijack()
  reply.raw.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
  for (const sign of text) {
    if (reply.raw.destroyed) return reply
    reply.raw.write(sign)
    await pause(overMs / text.length)
  }
  reply.raw.end()
  return reply
}
