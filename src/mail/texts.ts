import { readNoticeWay } from '../accounts/notices/queries.ts'
import { mobileOf } from '../accounts/phone/rules.ts'
import { readVerified } from '../accounts/phone/verify.ts'
import { findAccount } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import { Problem } from '../kernel/problem.ts'
import { limitReached } from '../limits/rules.ts'
import { take } from '../limits/take.ts'
import { inCells, readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { readTextSettings, spendText, unspendText } from '../stores/notices/text-queries.ts'
import { reachableAt } from '../stores/notices/texts.ts'
import { type PhoneMessage, plainText, variablesOf } from '../texts/templates.ts'
import type { PhoneContent, WriteMail } from './content.ts'
import { readNotices } from './notice-queries.ts'
import { kindsOf } from './notice-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { nameOf, withTimeout } from './send.ts'
import { forgetAsk, markAsked } from './text-queries.ts'
import * as texts from './text-rules.ts'

const atOnce = 5

export interface TextPost {
  readonly write: WriteMail
  /** Told of each message that has come to an end. */
  readonly ended?: ((outcome: rules.MailOutcome) => void) | undefined
}

/**
 * Sends due messages to phones: those of the queue of mails whose channel is the phone. A message is not idempotent
 * at its sender. So it is written that the sender is asked, and for which number, before it is asked; a message of
 * which that stands there is looked up, and sent again only when the sender does not have it. A process that dies at
 * any point leaves no guest with two messages.
 *
 * @returns how many messages it took
 * @throws if one failed, after the others are done; the text has no number and no name
 */
export async function sendTexts(
  engine: Engine,
  post: TextPost,
  stopping: AbortSignal,
): Promise<number> {
  if (!engine.texts)
    return inCells(engine, async (on) => queries.skipDue(on, (await readNow(on)).now, 'phone'))
  return withTimeout(stopping, async () => {
    const due = await readCells(engine, async (on) =>
      queries.takeDue(on, (await readNow(on)).now, atOnce, 'phone'),
    )
    const reasons = await each(due, { which: ({ id }) => `text ${id}` }, (mail) =>
      sendOne(engine, post, mail),
    )
    const failed = reasons.flatMap((reason) => reason ?? [])
    if (failed.length > 0)
      throw new Error(`${failed.length} of ${due.length} texts did not go: ${failed.join(', ')}`)
    return due.length
  })
}

/** What became of a try: an outcome, or when to try again and why. */
type Tried = rules.MailOutcome | { readonly at: Date } | { readonly because: string }

/** Returns the reason if the message was not sent. */
async function sendOne(
  engine: Engine,
  { write, ended }: TextPost,
  mail: rules.DueMail,
): Promise<string | undefined> {
  const cell = engine.cell(mail.storeId)
  let tried: Tried
  try {
    tried = await attempt(engine, write, mail)
  } catch (error) {
    tried = { because: nameOf(error) }
  }
  if (typeof tried === 'object' && 'at' in tried) {
    await queries.postponeMail(cell, mail, tried.at)
    return undefined
  }
  const reason = typeof tried === 'object' ? tried.because : undefined
  const nextTryAt = reason && rules.nextTry(mail, texts.TEXT_GIVE_UP_SECONDS)
  if (nextTryAt) {
    await queries.postponeMail(cell, mail, nextTryAt)
    return reason
  }
  const outcome = typeof tried === 'object' ? await lastOf(engine, mail) : tried
  const { now } = await readNow(cell)
  await queries.endMail(cell, now, mail, outcome)
  ended?.(outcome)
  return reason
}

/** Of a message that is tried no more: whether its sender may have it. */
const lastOf = async (engine: Engine, mail: rules.DueMail): Promise<rules.MailOutcome> =>
  (await queries.isAsked(engine.cell(mail.storeId), mail)) ? 'unknown' : 'given-up'

async function attempt(engine: Engine, write: WriteMail, mail: rules.DueMail): Promise<Tried> {
  if (mail.askedAt !== null) {
    const lost = await lookUp(engine, mail, mail.askedAt)
    if (lost !== 'again') return lost
  }
  const message = await messageOf(engine, write, mail)
  if (!message) return 'skipped'
  const { quiet, timeZone } = await readTextSettings(engine.cell(mail.storeId), mail.storeId)
  const at = texts.heldUntil(mail.kind, mail.takenAt, quiet && { ...quiet, timeZone })
  return at ? { at } : send(engine, mail, message)
}

/** Looks for a message whose answer was lost. One that its sender does not have is no longer asked for. */
async function lookUp(engine: Engine, mail: rules.DueMail, at: Date) {
  const { texts: sender, keyRing } = engine
  const lost = { id: mail.id, to: keyRing.open(mail.askedTo ?? ''), at }
  const found = (await sender?.find?.(lost)) ?? 'unknown'
  const is = texts.afterLookUp(found, at, mail)
  if (is !== 'again') return is === 'sent' ? is : { because: `text ${found}` }
  await engine.cell(mail.storeId).transaction(async (tx) => {
    if ((await forgetAsk(tx, mail)) > 0) await unspendText(tx, mail.storeId, at)
  })
  return 'again'
}

interface Message extends PhoneMessage {
  /** As E.164 writes it. */
  readonly to: string
}

/** What is said now, and to which number; undefined when there is nobody, or nothing to say. */
async function messageOf(engine: Engine, write: WriteMail, mail: rules.DueMail) {
  const content = await contentOf(engine, write, mail)
  const { buyerId } = mail
  const typed =
    content?.to ?? (buyerId && content ? (await readVerified(engine, buyerId))?.phone : undefined)
  const to = typed && mobileOf(typed, engine.texts?.countries ?? [])
  return content && to && !(to instanceof Problem) ? { ...content, to } : undefined
}

async function contentOf(
  engine: Engine,
  write: WriteMail,
  mail: rules.DueMail,
): Promise<PhoneContent | undefined> {
  const { storeId, kind, tells } = mail
  if (kind === 'owner') return ownerContent(engine, write, mail)
  if (tells) return (await write(engine, { storeId, kind: 'door', mailId: tells }))?.phone
  return guestContent(engine, write, mail)
}

/** Of an order, to its buyer, unless they want mails only. */
async function guestContent(engine: Engine, write: WriteMail, mail: rules.DueMail) {
  const { storeId, orderId, kind, aboutId, buyerId } = mail
  const buyer = buyerId && (await findAccount(engine.house, buyerId))
  if (!buyer || !orderId || kind === 'owner' || kind === 'door' || kind === 'staff')
    return undefined
  if ((await readNoticeWay(engine.house, buyer.id)) === 'mail') return undefined
  const ask = { storeId, orderId, kind, aboutId, name: '', isGuest: buyer.isGuest }
  return (await write(engine, { ...ask, isForPhone: true }))?.phone
}

/** News of a store, to one of the people who work there and still has a verified number. */
async function ownerContent(engine: Engine, write: WriteMail, mail: rules.DueMail) {
  const { storeId, tells, phoneOf } = mail
  const cell = engine.cell(storeId)
  const { topics, phones, ownerId } = await readTextSettings(cell, storeId)
  if (!tells || !phoneOf || !phones.includes(phoneOf)) return undefined
  const people = await reachableAt(engine, storeId, ownerId)
  const to = people.find(({ accountId }) => accountId === phoneOf)?.phone
  const told = await readNotices(cell, { storeId, id: tells }, kindsOf(topics), mail.takenAt)
  if (!to || told.count === 0) return undefined
  const content = await write(engine, { storeId, kind: 'owner', ...told })
  return content?.phone && { ...content.phone, to }
}

/**
 * Sends a message once. Strangers may name any number and spend the money of any store: it is counted by number, which
 * people of the store have verified, and against the cap of the month, in the commit that says that the sender is asked.
 */
async function send(engine: Engine, mail: rules.DueMail, message: Message): Promise<Tried> {
  const { keyRing, publicUrl } = engine
  if (mail.kind !== 'owner' && !(await hasBudget(engine, message.to))) return 'skipped'
  const cell = engine.cell(mail.storeId)
  const is = await cell.transaction(async (tx) => {
    if ((await markAsked(tx, mail, keyRing.seal(message.to))) === 0) return 'taken'
    if (await spendText(tx, mail.storeId)) return 'counted'
    await forgetAsk(tx, mail)
    return 'full'
  })
  if (is === 'taken') return { because: 'taken' }
  if (is === 'full') return 'skipped'
  const sent = await engine.texts?.send({
    ...{ id: mail.id, to: message.to, text: plainText(message, publicUrl) },
    kakao: { template: message.template, variables: variablesOf(message, publicUrl) },
  })
  if (sent?.is === 'sent') return 'sent'
  if (sent?.is === 'unknown') return { because: `text ${sent.because}` }
  await cell.transaction(async (tx) => {
    if ((await forgetAsk(tx, mail)) > 0) await unspendText(tx, mail.storeId, tx.now)
  })
  return { because: `text ${sent?.because ?? 'off'}` }
}

async function hasBudget(engine: Engine, to: string): Promise<boolean> {
  try {
    await take(engine, [{ limit: 'messages-number', of: to }])
    return true
  } catch (error) {
    if (error instanceof Problem && error.type === limitReached.type) return false
    throw error
  }
}
