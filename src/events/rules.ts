import { isId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'

/**
 * An event that a consumer failed to handle:
 *
 *   parked ─┬─ handled      a retry succeeded
 *           └─ dead letter  the last retry failed; an admin replays or drops it
 *
 * Later events of the same subject are parked behind it.
 */

/** Backoff after the first failed try, the second, … */
const WAIT_SECONDS = [1, 5, 30, 120, 600, 1_800] as const

/** When to retry after so many tries; undefined after the last. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const waitSeconds = WAIT_SECONDS[tries - 1]
  return waitSeconds === undefined ? undefined : later(now, waitSeconds)
}

/** Retention of the log and of the ids of received messages. */
export const KEEP_DAYS = 30

export const deadLetterMissing = problem('letter-missing', 'missing', {
  ko: '미전달 이벤트를 찾을 수 없어요.',
  en: 'There is no such dead letter.',
})

/** A parsed message of another service. */
export interface Message {
  /** Of a CloudEvent only. */
  readonly name?: { readonly id: string; readonly source: string }
  readonly subjectId: string
  /** Its one member; all others are dropped. */
  readonly body: Readonly<Record<string, string>>
}

/** Ids and sources: short, printable. */
const NAME = /^[\x21-\x7e]{1,300}$/

/**
 * Parses a message of a shared topic: a CloudEvent (1.0, structured), the bare body `{"shopId":
 * "…"}`, or the id alone. `member` is the member of the topic's body that names the subject.
 *
 * @returns an error code, checked in this order: version-unknown, name-unreadable,
 *          subject-missing, subject-unreadable
 */
export function readMessage(text: string, member: string): Message | string {
  const sent = parsed(text)
  if (typeof sent !== 'object' || sent === null) return messageOf(sent, member)
  const { specversion, id, source, subject, data = {} } = sent as Record<string, unknown>
  if (specversion === undefined) return messageOf((sent as Record<string, unknown>)[member], member)
  if (specversion !== '1.0') return 'version-unknown'
  if (typeof id !== 'string' || typeof source !== 'string') return 'name-unreadable'
  if (!NAME.test(id) || !NAME.test(source)) return 'name-unreadable'
  const named = typeof data === 'object' ? (data as Record<string, unknown> | null)?.[member] : data
  const message = messageOf(named ?? subject, member)
  return typeof message === 'string' ? message : { ...message, name: { id, source } }
}

/** JSON, or else the trimmed text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.trim()
  }
}

function messageOf(named: unknown, member: string): Message | string {
  if (named === undefined || named === null || named === '') return 'subject-missing'
  if (typeof named !== 'string' || !isId(named)) return 'subject-unreadable'
  const subjectId = named.toLowerCase()
  return { subjectId, body: { [member]: subjectId } }
}
