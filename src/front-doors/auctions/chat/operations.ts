import { type Engine, perEngine } from '../../../engine.ts'
import { publish } from '../../../events/outbox.ts'
import type { Id } from '../../../kernel/id.ts'
import { sharedRead } from '../../../kernel/shared-read.ts'
import { later } from '../../../kernel/time.ts'
import { inCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { onOwn, readOwn } from '../../../stores/operations.ts'
import type { LotAsk } from '../bid-queries.ts'
import type { OwnLotAsk } from '../lots.ts'
import { lotMissing } from '../rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { lineView, messageView } from './view.ts'

/** Messages in one answer. */
const MESSAGES_MOST = 200
const LATEST_MESSAGES = 100

/** Concurrent readers share one read. Problem: lot-missing. */
export async function showMessages(
  engine: Engine,
  { storeId, lotId, after = -1 }: LotAsk & { readonly after?: number | undefined },
  reader: Id<'Account'> | undefined,
) {
  const { found, chat } = await messages(engine)(`${storeId} ${lotId} ${after}`)
  return {
    data: found.slice(0, MESSAGES_MOST).map((message) => ({
      ...messageView(message, reader),
      ...(reader === chat.ownerId && { isMuted: message.isMuted ?? false }),
    })),
    more: found.length > MESSAGES_MOST,
    isFrozen: chat.isFrozen,
    now: chat.now.toISOString(),
  }
}

const messages = perEngine((engine) =>
  sharedRead(async (key) => {
    const [storeId = '', lotId = '', after] = key.split(' ')
    const ask = { storeId, lotId }
    const cell = engine.cell(storeId)
    const from = Number(after)
    const [chat, found] = await Promise.all([
      queries.readChat(cell, ask),
      from < 0
        ? queries.listLatestMessages(cell, ask, 0, LATEST_MESSAGES)
        : queries.listMessagesAfter(cell, ask, from, MESSAGES_MOST + 1),
    ])
    if (!chat || chat.isHidden) throw lotMissing()
    return { chat, found }
  }),
)

/** Problem: message-missing. */
export async function reportMessage(
  engine: Engine,
  { number, accountId, ...at }: LotAsk & { readonly number: number; accountId: Id<'Account'> },
) {
  const found = await engine
    .cell(at.storeId)
    .transaction((tx) => queries.insertReport(tx, at, number, accountId))
  if (!found) throw rules.messageMissing()
}

// ── what only the seller does ──

interface OwnMessageAsk extends OwnLotAsk {
  readonly number: number
}

/** Problems in order: auction-missing, message-missing. */
export const removeMessage = (engine: Engine, ask: OwnMessageAsk) =>
  onOwn(engine, ask, async (tx) => {
    if ((await queries.removeMessage(tx, ask, ask.number)) === 0) throw rules.messageMissing()
    await tellTalked(tx, ask)
  })

/** Problems in order: auction-missing, message-missing. */
export const muteSpeaker = (engine: Engine, ask: OwnMessageAsk, isMuted: boolean) =>
  onOwn(engine, ask, async (tx) => {
    if ((await queries.writeMuted(tx, ask, ask.number, isMuted)) === 0) throw rules.messageMissing()
  })

/** Problems in order: auction-missing, lot-missing. */
export const setChat = (engine: Engine, ask: OwnLotAsk, isFrozen: boolean) =>
  onOwn(engine, ask, async (tx) => {
    await queries.makeChat(tx, ask)
    const chat = await queries.lockChat(tx, ask)
    if (!chat) throw lotMissing()
    await queries.writeChat(tx, ask, { ...chat, isFrozen })
    return { isFrozen }
  })

const tellTalked = (tx: Tx, { storeId, lotId }: LotAsk) =>
  publish(tx, { topic: 'lot.talked', storeId, subjectId: lotId, body: { lotId } })

const REPORTED_MOST = 200

/** Problems in order: auction-missing, lot-missing. */
export async function listReported(engine: Engine, ask: OwnLotAsk) {
  await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  if (!(await queries.readChat(cell, ask))) throw lotMissing()
  const found = await queries.listReported(cell, ask, REPORTED_MOST)
  return {
    data: found.map(({ reports, isMuted, ...message }) => ({
      ...lineView(message),
      ...{ reports, isMuted },
    })),
  }
}

const FORGOTTEN_MOST = 10_000

/** A job. */
export const forgetMessages = (engine: Engine): Promise<number> =>
  inCells(engine, async ({ patient }) => {
    const { now } = await readNow(patient)
    return queries.deleteOld(patient, later(now, -rules.KEPT_DAYS * 86_400), FORGOTTEN_MOST)
  })
