import { type Problem, problem } from '../kernel/problem.ts'

export const unavailable = problem('unavailable', 'unavailable', {
  ko: '지금은 처리할 수 없어요. 잠시 뒤에 다시 시도해 주세요.',
  en: 'The service cannot answer right now. Try again in a moment.',
})
export const busy = problem('busy', 'unavailable', {
  ko: '요청이 몰려 처리하지 못했어요. 변경된 내용은 없으니 잠시 뒤에 다시 시도해 주세요.',
  en: 'Too many requests are waiting for the same thing. Nothing was changed; try again in a moment.',
})
export const outcomeUnknown = problem('outcome-unknown', 'unavailable', {
  ko: '처리됐는지 확인하지 못했어요. 같은 Idempotency-Key로 다시 요청하면 결과를 알 수 있어요.',
  en: 'Whether this was done is not known. Repeat the request with the same Idempotency-Key to find out.',
})

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const GAVE_UP = ['55P03', '57014'] // lock_timeout; statement_timeout, or a person who canceled it
const READ_ONLY = '25006'
/** PostgreSQL ends the session, or does not open one. */
const SESSION_ENDS = /^(08\w{3}|57P0\d|25P0[34]|53300)$/
const OUT_OF_RESOURCES = /^53/
/** PostgreSQL ended the session while it did nothing in a transaction. */
const ENDED_IDLE = /^25P0[34]$/
const NETWORK =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOENT)$/
/** `pg` has words but no codes for these; it sends nothing over what it calls not queryable. */
const NOT_SENT = /^Client (has encountered|was closed)/
const BROKEN =
  /^(Connection terminated|Client (has encountered|was closed)|timeout e|Cannot use a pool)/
/** The pool's words for a wait that took too long. */
const POOL_FULL = /^timeout exceeded when trying to connect/

/** No room for another connection: on the server, or for this role or database. */
const SERVER_FULL = '53300'

export const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? ''

/** Whether PostgreSQL itself said it: then it is an answer to one statement. */
export const isAnswer = (error: unknown): boolean =>
  typeof (error as { severity?: unknown } | null)?.severity === 'string'

/** Whether the connection was lost before what was asked could reach PostgreSQL. */
export const hasNotArrived = (error: unknown): boolean =>
  ENDED_IDLE.test(codeOf(error)) || NOT_SENT.test((error as Error | null)?.message ?? '')

/** Whether the connection is gone, or was not made. */
export const isLost = (error: unknown): boolean =>
  isAnswer(error)
    ? SESSION_ENDS.test(codeOf(error))
    : NETWORK.test(codeOf(error)) || BROKEN.test((error as Error | null)?.message ?? '')

/**
 * What somebody outside is told of a database error that is nobody's fault; undefined: a bug.
 *
 * @param isSent what may have been committed before the connection was lost
 */
export function outageOf(error: unknown, isSent: boolean): Problem | undefined {
  const code = codeOf(error)
  if (GAVE_UP.includes(code) || POOL_FULL.test((error as Error).message)) return busy()
  if (isLost(error)) return isSent && !hasNotArrived(error) ? outcomeUnknown() : unavailable()
  const isRefused = isAnswer(error) && (OUT_OF_RESOURCES.test(code) || code === READ_ONLY)
  return isRefused ? unavailable() : undefined
}

/** Whether PostgreSQL refused one more connection; those that are open serve on. */
export const isServerFull = (error: unknown): boolean => codeOf(error) === SERVER_FULL

/** Whether PostgreSQL said that it cannot write now: a standby, or a full disk. */
export const cannotWrite = (error: unknown): boolean => ['53100', READ_ONLY].includes(codeOf(error))

/** Whether a statement only reads, as far as its text says. */
export const isQuestion = (text: string): boolean => /^\s*select\b/i.test(text)
