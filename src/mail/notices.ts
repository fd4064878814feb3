import { findAccount } from '../accounts/queries.ts'
import { mailAddressOf } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import type { Handler } from '../events/relay.ts'
import type { Tx } from '../postgres/sql.ts'
import { readNoticeSettings } from '../stores/notices/queries.ts'
import { PHONES_MOST } from '../stores/notices/text-rules.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import type { MailContent, WriteMail } from './content.ts'
import * as queries from './notice-queries.ts'
import { kindsOf, noticeOf } from './notice-rules.ts'
import { endMail } from './queries.ts'
import type { DueMail, MailOutcome } from './rules.ts'
import { queueOwnerPhones } from './text-queries.ts'

/**
 * Writes what stores are told of in the transaction that takes its events out of the outbox, and queues
 * a mail for each store: none is lost, and a redelivered event adds none.
 */
export const queueNotices = (engine: Engine): Handler => {
  const unbooked = [...engine.doors.values()].flatMap(({ name: door, unbooked: prefix }) =>
    prefix === undefined ? [] : { door, prefix },
  )
  return async (tx, events) => {
    const drafts = events.flatMap(({ topic, storeId, subjectId, body }) => {
      const { by, moveId, giveBackId } = body as Readonly<Record<string, string | undefined>>
      const kind = noticeOf(topic, { by })
      if (!kind || !storeId || isCharge({ storeId })) return []
      const aboutId = kind === 'payment-review' ? subjectId : (moveId ?? giveBackId ?? null)
      return { storeId, subjectId, kind, aboutId }
    })
    await addNotices(engine, tx, drafts, unbooked)
  }
}

/** Writes what stores are told of; one that is known stays as it is. A mail waits for each store with a new one. */
export async function addNotices(
  engine: Engine,
  tx: Tx,
  drafts: readonly Omit<queries.NoticeDraft, 'id'>[],
  unbooked: readonly queries.Unbooked[] = [],
): Promise<void> {
  if (drafts.length === 0) return
  // ids of one millisecond are in no order: the list is by id, and in the order of the events
  const ids = drafts.map(() => engine.newId<'Notice'>()).sort()
  const stores = await queries.insertNotices(
    tx,
    drafts.map((draft, at) => ({ ...draft, id: ids[at] ?? engine.newId<'Notice'>() })),
    unbooked,
  )
  if (stores.length > 0) await queries.queueOwnerMails(tx, stores.map(waiting(engine)))
}

const waiting =
  (engine: Engine) =>
  ({ storeId }: { readonly storeId: string }) => ({ storeId, id: engine.newId<'Mail'>() })

export interface OwnerMail {
  readonly content: MailContent
  /** One or more. */
  readonly addresses: readonly string[]
}

/** Writes the mail of a store, with all that no other has told; undefined when nobody wants it. */
export async function writeOwnerMail(
  engine: Engine,
  mail: Pick<DueMail, 'storeId' | 'id' | 'takenAt'>,
  write: WriteMail,
): Promise<OwnerMail | undefined> {
  const { storeId } = mail
  const cell = engine.cell(storeId)
  await cell.transaction(async (tx) => {
    const taken = await queries.takeNotices(tx, mail)
    const phoneIds = Array.from({ length: PHONES_MOST }, () => engine.newId<'Mail'>())
    if (taken > 0) await queueOwnerPhones(tx, mail, phoneIds)
  })
  const { topics, addresses, ownerId } = await readNoticeSettings(cell, storeId)
  const told = await queries.readNotices(cell, mail, kindsOf(topics), mail.takenAt)
  if (told.count === 0) return undefined
  const own = await addressOf(engine, ownerId)
  const to = own && addresses.length > 0 ? addresses : [own ?? []].flat()
  const content = to.length > 0 && (await write(engine, { storeId, kind: 'owner', ...told }))
  return content ? { content, addresses: to } : undefined
}

/** Undefined until the owner has verified theirs: nothing goes to others that they typed before that. */
async function addressOf({ house }: Engine, ownerId: string): Promise<string | undefined> {
  const owner = await findAccount(house, ownerId)
  return owner && mailAddressOf(owner)
}

/** Ends the mail of a store; what came while it was sent gets another. */
export const endOwnerMail = (engine: Engine, mail: DueMail, outcome: MailOutcome): Promise<void> =>
  engine.cell(mail.storeId).transaction(async (tx) => {
    await endMail(tx, tx.now, mail, outcome)
    if (await queries.hasUntold(tx, mail.storeId))
      await queries.queueOwnerMails(tx, [mail].map(waiting(engine)))
  })
