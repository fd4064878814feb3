import { mayWriteUnverified } from '../accounts/mails/budgets.ts'
import { writeFarewell } from '../accounts/mails/farewell.ts'
import type { Farewell } from '../accounts/mails/farewell-rules.ts'
import * as queries from '../accounts/mails/queries.ts'
import { type Addressee, type DueAccountMail, linkEndsAt, saidOf } from '../accounts/mails/rules.ts'
import { writeAccountMail } from '../accounts/mails/write.ts'
import { writeChoiceMail } from '../accounts/mails/write-choice.ts'
import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import { readNow } from '../postgres/now.ts'
import { readOperator } from '../terms/operations.ts'
import { HELD_SECONDS, nextTry } from './rules.ts'
import { nameOf, type Post, withTimeout } from './send.ts'

const atOnce = 5

/**
 * Sends due mails about accounts, as `sendMails` sends those about orders. While mail is off, what waits is
 * dropped: nobody can verify an address then.
 *
 * @returns how many mails it took
 * @throws if one failed, after the others are done; the message has no address
 */
export async function sendAccountMails(
  engine: Engine,
  { mailer, ended }: Pick<Post, 'mailer' | 'ended'>,
  stopping: AbortSignal,
): Promise<number> {
  const { now } = await readNow(engine.house)
  if (!mailer) return queries.removeDue(engine.house, now)
  return withTimeout(stopping, async (signal) => {
    const due = await queries.takeDue(engine.house, {
      now,
      most: atOnce,
      heldSeconds: HELD_SECONDS,
    })
    const send = (mail: DueAccountMail) => sendOne(engine, { mailer, ended }, mail, signal)
    const reasons = await each(due, { which: ({ id }) => `mail ${id}` }, send)
    const failed = reasons.flatMap((reason) => reason ?? [])
    if (failed.length > 0)
      throw new Error(`${failed.length} of ${due.length} mails did not go: ${failed.join(', ')}`)
    return due.length
  })
}

/** Returns the reason if the mail was not sent. */
async function sendOne(
  engine: Engine,
  { mailer, ended }: Required<Pick<Post, 'mailer'>> & Pick<Post, 'ended'>,
  mail: DueAccountMail,
  signal: AbortSignal,
): Promise<string | undefined> {
  const content = await write(engine, mail)
  if (!content) {
    await queries.removeMail(engine.house, mail.id)
    ended?.('skipped')
    return undefined
  }
  let reason: string | undefined
  try {
    await mailer?.send({ ...content, id: mail.id, to: mail.email }, signal)
  } catch (error) {
    reason = nameOf(error)
    const nextTryAt = nextTry(mail)
    if (nextTryAt && nextTryAt < mail.expiresAt) {
      await queries.postponeMail(engine.house, mail.id, nextTryAt)
      return reason
    }
  }
  const outcome = reason ? 'given-up' : 'sent'
  await end(engine, mail, outcome)
  ended?.(outcome)
  return reason
}

/** Of the last mail to somebody who left not even the address stays. */
async function end({ house }: Engine, { id, kind }: DueAccountMail, outcome: 'sent' | 'given-up') {
  if (kind === 'left') return queries.removeMail(house, id)
  const { now } = await readNow(house)
  return queries.endMail(house, now, id, outcome)
}

/** What it says now; undefined when there is nobody any more, or nothing to say. */
async function write(engine: Engine, mail: DueAccountMail) {
  if (mail.said) {
    const isLate = mail.expiresAt <= mail.takenAt
    return isLate ? undefined : writeLast(engine, mail.said)
  }
  const [account, holder] = await Promise.all([
    mail.accountId ? queries.findAddressee(engine.house, mail.accountId) : undefined,
    queries.findHolder(engine.house, mail.email),
  ])
  const said = saidOf(mail, account, holder)
  if (account && said === 'confirm' && mail.kind === 'reset')
    return writeChoice(engine, mail, account)
  return said && writeAccountMail(engine, said, mail.id)
}

const writeLast = async ({ house, publicUrl }: Engine, farewell: Farewell) =>
  writeFarewell(farewell, publicUrl, await readOperator(house))

/** Accounts in one mail besides the first. */
const OTHERS_MOST = 4

/**
 * A reset of an address that nobody verified: a link for each account that has paid for something, else for the
 * oldest one. Undefined when the address got enough of them.
 */
async function writeChoice(engine: Engine, mail: DueAccountMail, first: Addressee) {
  const { id, email } = mail
  if (mail.tries === 1 && !(await mayWriteUnverified(engine, email))) return undefined
  const expiresAt = linkEndsAt('confirm', mail.createdAt)
  const others = await queries.listPayersNaming(engine.house, email, first.id, OTHERS_MOST)
  const links = others.map((other) => ({ ...other, accountId: other.id, id: engine.newId() }))
  await engine.house.transaction(async (tx) => {
    await queries.setKind(tx, id, 'confirm', expiresAt)
    await queries.insertLinks(tx, { email, expiresAt }, links)
  })
  if (links.length === 0) return writeAccountMail(engine, 'confirm', id)
  return writeChoiceMail(engine, [{ id, createdAt: first.createdAt }, ...links])
}

/** A job: deletes mails whose links have ended. */
export async function forgetAccountMails({ house }: Engine): Promise<number> {
  const { now } = await readNow(house)
  return queries.removeEnded(house, now)
}
