import { findAccount } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import { readNow } from '../postgres/now.ts'
import type { WriteMail } from './content.ts'
import type { Mailer } from './mailer.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

const atOnce = 5
/** How long a delivery may go on when the process stops. */
const shutdownGraceMs = 2_000

export interface Post {
  /** Missing: mail is off, and what waits is let go of. */
  readonly mailer: Mailer | undefined
  readonly write: WriteMail
}

/**
 * Sends the mails whose time has come. Any number of processes may run it; each mail is taken by
 * one, in a statement of its own, and no transaction is open while it is sent. Who is killed after
 * sending and before writing that down sends it again: at least once, and mostly once.
 *
 * @returns how many it looked at
 * @throws when one could not go, after the others are done; it says no address and no name
 */
export async function sendMails(
  engine: Engine,
  { mailer, write }: Post,
  stopping: AbortSignal,
): Promise<number> {
  if (!mailer) return queries.skipDue(engine.database, (await readNow(engine.database)).now)
  return inTime(stopping, async (signal) => {
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

/** Returns why the mail did not go, if it had to. */
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

/** The codes of an error. Its sentence may name whom it was for, and is not for the log. */
function nameOf(error: unknown): string {
  const { name, code, responseCode } = error as Error & Record<string, unknown>
  return [code ?? name, responseCode].filter(Boolean).join(' ')
}

/** Runs `work` with a signal that ends it when its time is up, or shortly after `stopping`. */
async function inTime<Answer>(
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), rules.TRY_SECONDS * 1000)
  const hurry = () => setTimeout(() => ending.abort(), shutdownGraceMs).unref()
  stopping.addEventListener('abort', hurry, { once: true })
  try {
    return await work(ending.signal)
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', hurry)
  }
}
