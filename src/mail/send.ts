import { readContact } from '../accounts/guests/operations.ts'
import { readNoticeWay } from '../accounts/notices/queries.ts'
import { type Account, findAccount } from '../accounts/queries.ts'
import { mailAddressOf } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import { later } from '../kernel/time.ts'
import { inCells, readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import type { WriteMail } from './content.ts'
import type { Mailer } from './mailer.ts'
import { endOwnerMail, writeOwnerMail } from './notices.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { readBeside } from './text-queries.ts'
import { phoneKinds } from './text-rules.ts'

const atOnce = 5
/** Grace period of a delivery on shutdown. */
const shutdownGraceMs = 2_000

export interface Post {
  /** Missing: mail is off, and due mails are skipped. */
  readonly mailer: Mailer | undefined
  readonly write: WriteMail
  /** Told of each mail that has come to an end. */
  readonly ended?: ((outcome: rules.MailOutcome) => void) | undefined
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
  { mailer, ...post }: Post,
  stopping: AbortSignal,
): Promise<number> {
  if (!mailer) return inCells(engine, async (on) => queries.skipDue(on, (await readNow(on)).now))
  return withTimeout(stopping, async (signal) => {
    const due = await readCells(engine, async (on) => {
      const { now } = await readNow(on)
      return queries.takeDue(on, now, atOnce)
    })
    const reasons = await each(due, { which: ({ id }) => `mail ${id}` }, (mail) =>
      sendOne(engine, { mailer, ...post }, mail, signal),
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
  const cell = engine.cell(mail.storeId)
  let outcome: rules.MailOutcome
  let reason: string | undefined
  try {
    const done = await deliver(engine, post, mail, signal)
    if (done === 'later') {
      await queries.postponeMail(cell, mail, later(mail.takenAt, BESIDE_SECONDS))
      return undefined
    }
    outcome = done
  } catch (error) {
    reason = nameOf(error)
    const nextTryAt = rules.nextTry(mail)
    if (nextTryAt) {
      await queries.postponeMail(cell, mail, nextTryAt)
      return reason
    }
    outcome = 'given-up'
  }
  if (mail.kind === 'owner') {
    await endOwnerMail(engine, mail, outcome)
    return reason
  }
  const { now } = await readNow(cell)
  await queries.endMail(cell, now, mail, outcome)
  post.ended?.(outcome)
  return reason
}

async function deliver(
  engine: Engine,
  { mailer, write }: Post,
  mail: rules.DueMail,
  signal: AbortSignal,
): Promise<'sent' | 'skipped' | 'later'> {
  const beside = await besideOf(engine, mail)
  if (beside) return beside
  const written = await writerOf(mail)(engine, mail, write)
  const [to, ...others] = written?.addresses ?? []
  if (!mailer || !written || !to) return 'skipped'
  await mailer.send({ ...written.content, id: mail.id, to, others }, signal)
  return 'sent'
}

/** How long a mail waits for the message beside it. */
const BESIDE_SECONDS = 60

/**
 * Whoever wants to be told on the phone gets a mail only where no message went there. The confirmation is mailed in
 * any case: it has the tickets, and says who sells.
 */
async function besideOf(
  engine: Engine,
  mail: rules.DueMail,
): Promise<'skipped' | 'later' | undefined> {
  const { buyerId, kind } = mail
  if (!buyerId || kind === 'paid' || !phoneKinds.includes(kind)) return undefined
  const beside = await readBeside(engine.cell(mail.storeId), mail)
  if (!beside || (await readNoticeWay(engine.house, buyerId)) !== 'phone') return undefined
  if (beside.outcome === null) return 'later'
  return beside.outcome === 'sent' ? 'skipped' : undefined
}

function writerOf({ kind }: rules.DueMail) {
  if (kind === 'owner') return writeOwnerMail
  return kind === 'door' || kind === 'staff' ? writeOtherMail : writeBuyerMail
}

/** Undefined when there is nobody any more, or nothing to say. */
async function writeOtherMail(
  engine: Engine,
  { storeId, id: mailId, kind }: rules.DueMail,
  write: WriteMail,
) {
  const about = kind === 'staff' ? 'staff' : 'door'
  const content = await write(engine, { storeId, kind: about, mailId })
  return content?.to ? { content, addresses: [content.to].flat() } : undefined
}

/** Undefined when there is nobody any more, or nothing to say. */
async function writeBuyerMail(
  engine: Engine,
  { storeId, orderId, kind, aboutId, buyerId }: rules.DueMail,
  write: WriteMail,
) {
  const buyer = buyerId && (await findAccount(engine.house, buyerId))
  if (!orderId || kind === 'owner' || kind === 'door' || kind === 'staff') return undefined
  if (!(buyer || rules.isOfferKind(kind))) return undefined
  const name = buyer?.isVerified ? buyer.name : ''
  const isGuest = buyer ? buyer.isGuest : false
  const content = await write(engine, { storeId, orderId, kind, aboutId, name, isGuest })
  const to = content?.to ?? (buyer ? await addressOf(engine, buyer) : undefined)
  return content && to ? { content, addresses: [to].flat() } : undefined
}

/** Of a guest the one that they gave, if they gave any; of others one that they verified. */
const addressOf = async (engine: Engine, account: Account) =>
  account.isGuest ? (await readContact(engine, account.id))?.email : mailAddressOf(account)

/** Name and codes of an error. Its message may contain an address, which must not be logged. */
export function nameOf(error: unknown): string {
  const { name, code, responseCode } = error as Error & Record<string, unknown>
  return [code ?? name, responseCode].filter(Boolean).join(' ')
}

/** Runs `work` with a signal that aborts on timeout, or shortly after `stopping`. */
export async function withTimeout<Answer>(
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
