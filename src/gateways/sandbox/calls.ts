import type { FastifyReply } from 'fastify'
import { clockNow } from './clock.ts'
import { type Fault, pause, takeFault } from './faults.ts'
import type { Desk } from './house.ts'
import { keepAnswer, keptAnswer } from './kept-answers.ts'
import type { GatewayName } from './rules.ts'

/** What goes back over the wire. */
export interface Answer {
  readonly status: number
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

/** What may be wrong with any call at any gateway; each says it in its own envelope. */
export type Trouble = 'busy' | 'internal' | 'unauthorized' | 'too-many' | 'missing'

/** One call as a gateway hands it to the desk. */
export interface Call {
  readonly gateway: GatewayName
  readonly operation: string
  /** The order it is about, so that a fault can wait for that order alone. */
  readonly orderId: string | undefined
  /** Worked on one at a time by this name; a second one meanwhile is `busy`. */
  readonly alone?: string | undefined
  /** An Idempotency-Key with all that belongs to its scope. */
  readonly once?: Once | undefined
  /** Does it, and answers; runs as one change of the ledger, and what it throws undoes it. */
  carryOut(fault: Fault | undefined): Answer
  /** The payment fails for good, before `refuse` says so. */
  fail?(): void
  /** The answer to what `carryOut` threw; what is not a refusal is thrown on. */
  refusal(error: unknown): Answer | undefined
  refuse(code: number | string, extras?: object): Answer
  trouble(trouble: Trouble): Answer
}

interface Once {
  readonly key: string
  readonly fingerprint: string
  readonly keptMs: number
  /** The first one with this key is still running. */
  running(): Answer
  /** The key was used for something else; undefined where a gateway does not look. */
  reused?(): Answer
  /** What a replay adds to the kept answer: its headers were not kept. */
  replayed?(answer: Answer): Answer
  /** Whether an answer is kept; every one, unless told. */
  isKept?(answer: Answer): boolean
}

/** Taking and giving money takes this long, so that two calls for one payment can meet. */
const WORK_MS = 10

/** Serves one call: carries it out alone and once, and spoils what a fault wants spoiled. */
export async function serveCall(desk: Desk, call: Call, reply: FastifyReply) {
  const fault = takeFault(desk.ledger, call)
  if (fault?.fault === 'reset-before') return reset(reply)
  if (fault?.fault === 'unauthorized') return send(reply, call.trouble('unauthorized'))
  if (fault?.fault === 'too-many') return send(reply, call.trouble('too-many'))
  if (fault?.fault === 'missing') return send(reply, call.trouble('missing'))
  const answer = await onceOnly(desk, call, fault)
  if (fault?.fault === 'slow') await pause(fault.delayMs ?? 0)
  return spoil(call, reply, answer, fault)
}

async function onceOnly(desk: Desk, call: Call, fault: Fault | undefined): Promise<Answer> {
  const { once } = call
  if (!once) return alone(desk, call, fault)
  const name = `${call.gateway} ${once.key}`
  if (desk.inFlight.has(name)) return once.running()
  const kept = keptAnswer(desk.ledger, call.gateway, once)
  if (kept && kept.fingerprint !== once.fingerprint && once.reused) return once.reused()
  if (kept) return once.replayed?.(kept.answer) ?? kept.answer
  desk.inFlight.add(name)
  try {
    const answer = await alone(desk, call, fault)
    if (once.isKept?.(answer) ?? true)
      keepAnswer(desk.ledger, call.gateway, once, answer, clockNow(desk.ledger))
    return answer
  } finally {
    desk.inFlight.delete(name)
  }
}

async function alone(desk: Desk, call: Call, fault: Fault | undefined): Promise<Answer> {
  if (!call.alone) return carryOut(desk, call, fault)
  const name = `${call.gateway} ${call.alone}`
  if (desk.inFlight.has(name)) return call.trouble('busy')
  desk.inFlight.add(name)
  try {
    await pause(WORK_MS)
    return carryOut(desk, call, fault)
  } finally {
    desk.inFlight.delete(name)
  }
}

function carryOut({ ledger }: Desk, call: Call, fault: Fault | undefined): Answer {
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

/** Answers as carried out, unless a fault spoils the way back. */
function spoil(call: Call, reply: FastifyReply, answer: Answer, fault: Fault | undefined) {
  switch (fault?.fault) {
    case 'reset-after':
      return reset(reply)
    case 'status-500-after':
      return send(reply, call.trouble('internal'))
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
      return send(reply, { ...answer, body: laidOver(answer.body, fault.alter ?? {}) as object })
    case 'drip':
      return drip(reply, answer, fault.delayMs ?? 0)
    default:
      return send(reply, answer)
  }
}

export const send = (reply: FastifyReply, { status, body, headers = {} }: Answer) =>
  reply.code(status).headers(headers).send(body)

/** Members of `over` take the place of those of `under`, at any depth. */
function laidOver(under: unknown, over: unknown): unknown {
  const isMembers = (it: unknown): it is Record<string, unknown> =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
  if (!isMembers(under) || !isMembers(over)) return over
  const laid = Object.entries(over).map(([name, value]) => [name, laidOver(under[name], value)])
  return { ...under, ...Object.fromEntries(laid) }
}

/** Cuts the connection as a crash would: the caller reads ECONNRESET. */
function reset(reply: FastifyReply) {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  return reply
}

/** Sends the true answer so slowly that a caller with any patience at all loses it. */
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
