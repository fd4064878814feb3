import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { readPhone } from '../../kernel/phone.ts'
import { orThrow } from '../../kernel/problem.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { onOwn, readOwn, type StoreAsk } from '../operations.ts'
import { readOwner } from '../queries.ts'
import * as queries from './text-queries.ts'
import * as rules from './text-rules.ts'

/** The owner and the staff of a store, of whom a number is verified. The number is open. */
export async function reachableAt(engine: Engine, storeId: Id<'Store'>, ownerId: string) {
  const staff = await queries.listStaffOf(engine.house, storeId)
  const ids = [ownerId, ...staff.map(({ accountId }) => accountId)]
  const found = await queries.listReachable(engine.house, ids)
  const byId = new Map(found.map((one) => [one.accountId, one]))
  return ids.flatMap((id) => {
    const one = byId.get(id)
    return one ? { ...one, phone: engine.keyRing.open(one.phone) } : []
  })
}

/** `010-****-5678`: enough to know one's own. */
const hidden = (phone: string): string =>
  (readPhone(phone) ?? phone).replace(/\d{4}(?=-\d{4}$)/, '****')

/** What a store has told on phones, to whom, and how many messages that were this month. Problem: store-missing. */
export async function showTextSettings(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  const cell = engine.cell(id)
  const { ownerId, name: _, timeZone: __, ...settings } = await queries.readTextSettings(cell, id)
  const { now } = await readNow(cell)
  const [people, sent] = await Promise.all([
    reachableAt(engine, id, ownerId),
    queries.countTexts(cell, id, now),
  ])
  const { phones } = settings
  return {
    ...settings,
    topics: [...settings.topics],
    phones: people.flatMap(({ accountId }) => (phones.includes(accountId) ? accountId : [])),
    isOffered: engine.texts !== undefined,
    sent,
    people: people.map((one) => ({ ...one, phone: hidden(one.phone) })),
  }
}

/** Changes it. Problems in order: store-missing, notice-quiet-empty, notice-phone-unfit. */
export async function changeTextSettings(engine: Engine, ask: StoreAsk, asked: rules.TextSettings) {
  const { id } = await readOwn(engine, ask)
  const { ownerId } = await readOwner(engine.cell(id), id)
  const fit = (await reachableAt(engine, id, ownerId)).map(({ accountId }) => accountId)
  await onOwn(engine, ask, (tx) =>
    queries.writeTextSettings(tx, id, orThrow(rules.changeTexts(asked, fit))),
  )
  return showTextSettings(engine, ask)
}

/** A job: deletes counts of months long past. */
export const forgetOldTextCounts = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => queries.removeOldMonths(on, (await readNow(on)).now))
