import { findAccount } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import { readNow } from '../postgres/now.ts'
import type { WriteMail } from './content.ts'
import type { Mailer } from './mailer.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

const atOnce = 5
/** Grace period of a delivery on shutdown. */
const shutdownGraceMs = 2_000

export interface Post {
  /** Missing: mail is off, and due mails are skipped. */
  readonly mailer: Mailer | undefined
  readonly write: WriteMail
}

/**
 * Sends due mails. Any number of processes may run it: each mail is taken by one, and no
 * transaction is open while it is sent. A process that dies between sending and recording it sends
 * it again: at least once.
 *
 * @returns how many mails it took
 * @throws if one failed, after the others are done; the message has no address and no name
 */
export async function sendMails(
  engine: Engine,
  { mailer, write }: Post,
  stopping: AbortSignal,
): Promise<number> {
  if (!mailer) return queries.skipDue(engine.database, (await readNow(engine.database)).now)
  return withTimeout(stopping, async (signal) => {
    const { now } = await readNow(engine.database)
    const due = await queries.takeDue(engine.database, now, atOnce)
    const reasons = await Promise.all(
      due.map((mail) => sendOne(engine, { mailer, write }, mail, signal)),
    )
    const failed = reasons.flatMap((reason) => reason ?? [])
    if (failed.length > 0)
      throw new Error(`${failed.length} of ${due.length} mails did not go: ${failed.join(', ')}`)
    return due.length
  })
}

/** Returns the reason if the mail was not sent. */
async function sendOne(
  engine: Engine,
  post: Post,
  mail: rules.DueMail,
  signal: AbortSignal,
): Promise<string | undefined> {
  let outcome: rules.MailOutcome
  let reason: string | undefined
  try {
    outcome = await deliver(engine, post, mail, signal)
  } catch (error) {
    reason = nameOf(error)
    const nextTryAt = rules.nextTry(mail)
    if (nextTryAt) {
      await queries.postponeMail(engine.database, mail, nextTryAt)
      return reason
    }
    outcome = 'given-up'
  }
  const { now } = await readNow(engine.database)
  await queries.endMail(engine.database, now, mail, outcome)
  return reason
}

async function deliver(
  engine: Engine,
  { mailer, write }: Post,
  mail: rules.DueMail,
  signal: AbortSignal,
): Promise<'sent' | 'skipped'> {
  const buyer = mail.buyerId && (await findAccount(engine.database, mail.buyerId))
  if (!mailer || !buyer) return 'skipped'
  const { storeId, orderId, kind, aboutId } = mail
  const content = await write(engine, { storeId, orderId, kind, aboutId, name: buyer.name })
  if (!content) return 'skipped'
  await mailer.send({ ...content, id: mail.id, to: buyer.email }, signal)
  return 'sent'
}

/** Name and codes of an error. Its message may contain an address, which must not be logged. */
function nameOf(error: unknown): string {
  const { name, code, responseCode } = error as Error & Record<string, unknown>
  return [code ?? name, responseCode].filter(Boolean).join(' ')
}

/** Runs `work` with a signal that aborts on timeout, or shortly after `stopping`. */
async function withTimeout<Answer>(
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const aborting = new AbortController()
  const timer = setTimeout(() => aborting.abort(), rules.TRY_SECONDS * 1000)
  const abortSoon = () => setTimeout(() => aborting.abort(), shutdownGraceMs).unref()
  stopping.addEventListener('abort', abortSoon, { once: true })
  try {
    return await work(aborting.signal)
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', abortSoon)
  }
}
