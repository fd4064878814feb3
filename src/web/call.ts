import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '../kernel/endpoint.ts'
import { earlyAnswer } from './early.ts'
import { guestOrderHeader } from './guest-order.ts'
import { currentLanguage } from './language.ts'
import { madeHere } from './own-changes.ts'
import { prove } from './prove.ts'
import { text } from './text.ts'

/** A problem (RFC 9457); `title` is in the reader's language. */
export interface ProblemBody {
  /** The problem's code: `sold-out`. */
  readonly type: string
  readonly title: string
  /** 0 if there was no response. */
  readonly status: number
  /** The request id, for support. */
  readonly instance?: string
  /** The reader is being led to another page, so this one need not say it. */
  readonly leadsAway?: true
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[]
  readonly [fact: string]: unknown
}

export type Result<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: ProblemBody }

type Described = Pick<Endpoint, 'method' | 'path' | 'answer'>

/** Parts that the contract declares are required; others are not allowed. */
type Part<Name extends string, Sent> = [Sent] extends [Record<string, never> | undefined]
  ? unknown
  : { readonly [Key in Name]: Sent extends Uint8Array ? File : Sent }

export type Ask<E> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>> &
  /** One key for each intent: a retry with it gets the same answer. */
  (E extends { readonly once: true }
    ? { readonly key: string }
    : E extends { readonly once: 'optional' }
      ? { readonly key?: string }
      : { readonly key?: never }) & {
    readonly signal?: AbortSignal
  }

interface AskParts {
  readonly params?: Record<string, string>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
  readonly key?: string
  readonly signal?: AbortSignal
  /** The answer to the challenge of a refusal. */
  readonly proof?: string | undefined
}

/** Told of every refusal, before whoever called; true if it leads the reader to another page. */
let hearRefusal: (problem: ProblemBody) => boolean = () => false
export const whenRefused = (hear: typeof hearRefusal): void => {
  hearRefusal = hear
}

/** Asked of every other refusal: true, once the reader has done what was missing, sends the request again. */
let makeUp: (problem: ProblemBody) => Promise<boolean> = async () => false
export const whenMadeUp = (make: typeof makeUp): void => {
  makeUp = make
}

const TIMEOUT_MS = 20_000
const TRIES = 3
/** Another answer is asked for where the first came too late, or the network has done more meanwhile. */
const PROOFS_MOST = 3

/**
 * Calls an endpoint by its contract, which is imported as a type only. Never throws: a lost
 * connection, a timeout and an unreadable response are problems too. Retries what is safe to
 * repeat: reads, and requests with an idempotency key. Where a proof of work is asked for, it is
 * computed and the same request sent again.
 */
export async function call<E extends Described>(
  where: `${E['method']} ${E['path']}`,
  ask: Ask<E>,
): Promise<Result<AnswerOf<E>>> {
  const parts = ask as AskParts
  const [method = 'GET', path = ''] = where.split(' ')
  const address = addressOf(path, parts)
  for (let tried = 1; ; tried++) {
    const result = await attemptWithProof<AnswerOf<E>>(method, address, parts)
    const isHarmless = method !== 'POST' || parts.key !== undefined
    const isFinal = result.ok || tried === TRIES || !isHarmless || !canRetry(result.problem)
    if (isFinal && !result.ok && hearRefusal(result.problem))
      return { ok: false, problem: { ...result.problem, leadsAway: true } }
    if (result.ok && method === 'POST') madeHere(result.answer)
    if (isFinal && (result.ok || !(await makeUp(result.problem)))) return result
    if (isFinal) tried = 0
    else await new Promise((resolve) => setTimeout(resolve, 400 * tried))
  }
}

const canRetry = ({ status, type }: ProblemBody): boolean =>
  (status === 0 && type !== 'offline') || status === 503 || type === 'idempotency-key-in-flight'

function addressOf(path: string, { params = {}, query = {} }: AskParts): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

async function attemptWithProof<Answer>(
  method: string,
  address: string,
  parts: AskParts,
  left = PROOFS_MOST,
): Promise<Result<Answer>> {
  const result = await attempt<Answer>(method, address, parts)
  if (result.ok || result.problem.type !== 'proof-needed' || left === 0) return result
  const proof = await prove(result.problem.challenge, parts.signal)
  if (proof === undefined) return result
  return attemptWithProof<Answer>(method, address, { ...parts, proof }, left - 1)
}

async function attempt<Answer>(
  method: string,
  address: string,
  { body, signal, key, proof }: AskParts,
): Promise<Result<Answer>> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': currentLanguage(),
    ...guestOrderHeader(address),
  }
  if (key) headers['idempotency-key'] = key
  if (proof) headers['proof-of-work'] = proof
  const isFile = body instanceof File
  if (isFile) headers['content-type'] = body.type || 'application/octet-stream'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  try {
    const response = await (earlyAnswer(method, address) ??
      fetch(address, {
        method,
        headers,
        body: isFile ? body : body === undefined ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      }))
    return await read<Answer>(response)
  } catch {
    return { ok: false, problem: unanswered(timeout.aborted) }
  }
}

async function read<Answer>(response: Response): Promise<Result<Answer>> {
  const parsed = (await response.text().then((json) => (json ? JSON.parse(json) : null))) as unknown
  if (response.ok) return { ok: true, answer: parsed as Answer }
  const problem = (parsed ?? {}) as Partial<ProblemBody>
  return {
    ok: false,
    problem: {
      ...problem,
      type: typeof problem.code === 'string' ? problem.code : 'unknown',
      title: problem.title ?? text()('problem.unknown'),
      status: response.status,
      instance: problem.instance ?? response.headers.get('x-request-id') ?? '',
    },
  }
}

function unanswered(late: boolean): ProblemBody {
  const type = navigator.onLine ? (late ? 'late' : 'unreachable') : 'offline'
  return { type, title: text()(`problem.${type}`), status: 0 }
}

/** Returns the answer or throws the problem, as queries expect. */
export async function answerOf<Answer>(result: Promise<Result<Answer>>): Promise<Answer> {
  const settled = await result
  if (settled.ok) return settled.answer
  throw settled.problem
}
