import { findAccountByEmail } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { readEmail } from '../../kernel/email.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { instantOf, wallDate } from '../../kernel/time.ts'
import { storeClosed } from '../../orders/rules.ts'
import { cellWith, findInCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import { markLeft } from './left.ts'
import * as owned from './owner-queries.ts'
import { readTimetable } from './queries.ts'
import * as rules from './rules.ts'
import { showTimetable, viewTimetable } from './shown.ts'

/** A shop that the caller may touch. */
export const shop = (by: By, storeId: Id<'Store'>): StoreAsk => ({
  by,
  storeId,
  of: { door: 'timetables', missing: rules.shopMissing },
})

export interface TimetableAsk {
  readonly by: By
  readonly timetableId: Id<'Timetable'>
}

/** Publishes that all timetables of a shop are to be removed, here and in other services. */
export async function publishRemoval(tx: Tx, shopId: Id<'Store'>): Promise<void> {
  const topic = 'remove-timetable'
  await publish(tx, { topic, storeId: shopId, subjectId: shopId, body: { shopId } })
}

/** For the deletion of an owner's account, which has closed every shop of theirs. */
export async function publishRemovals(tx: Tx, ownerId: Id<'Account'>): Promise<void> {
  for (const { id } of await owned.listShopIds(tx, ownerId)) await publishRemoval(tx, id)
}

/**
 * Creates a timetable. What removed ones have sold at its time today counts.
 * Problems in order: midnight-not-offered, shop-missing, those of the key, store-closed.
 */
export async function createTimetable(
  engine: Engine,
  ask: StoreAsk,
  draft: Omit<rules.Timetable, 'storeId' | 'id'>,
  once?: Once,
) {
  if (rules.isMidnight(draft)) throw rules.midnightNotOffered()
  return onOwn(engine, ask, (tx, shop) =>
    answerOnce(tx, once, async () => {
      if (shop.closedAt) throw storeClosed()
      const id = engine.newId<'Timetable'>()
      await markLeft(tx, shop)
      await owned.insertTimetable(tx, { ...draft, storeId: shop.id, id })
      return viewTimetable(tx, id)
    }),
  )
}

/**
 * Changes hour, minute or price. Today's place moves only while nothing of it is taken; existing
 * orders keep their price. Problems in order: timetable-missing, midnight-not-offered.
 */
export async function updateTime(engine: Engine, ask: TimetableAsk, change: rules.TimetableChange) {
  const cell = await cellOf(engine, ask.timetableId)
  await cell.transaction(async (tx) => {
    const timetable = await owned.lockOwnTimetable(tx, ask.by, ask.timetableId)
    if (!timetable) throw rules.timetableMissing()
    const changed = orThrow(rules.changeTimetable(timetable, change))
    await owned.writeTimetable(tx, changed)
    const today = wallDate(tx.now, timetable.timeZone)
    const startsAt = instantOf(today, rules.timeOf(changed), timetable.timeZone)
    const { storeId, timeZone } = timetable
    await owned.moveUntaken(tx, storeId, rules.placeKey(timetable.id, today), startsAt)
    await markLeft(tx, { id: storeId, timeZone })
  })
  return showTimetable(engine, ask.timetableId)
}

/**
 * Deletes a timetable; its orders stay. If its place is locked for too long, the next timetable that
 * comes to its time marks it. Problem: timetable-missing.
 */
export async function deleteTimetable(engine: Engine, ask: TimetableAsk): Promise<void> {
  const cell = await cellOf(engine, ask.timetableId)
  const shop = await owned.deleteTimetable(cell, ask.by, ask.timetableId)
  if (!shop) throw rules.timetableMissing()
  await cell
    .transaction((tx) => markLeft(tx, shop), shop.id)
    .catch((error) => {
      if (!(error instanceof Problem)) throw error
    })
}

const cellOf = (engine: Engine, id: Id<'Timetable'>): Promise<Database> =>
  cellWith(engine, (on) => readTimetable(on, id))

/** The id of an owner's first open shop, by user name (e-mail). */
export async function findShopOf(engine: Engine, by: By, username: string): Promise<Id<'Store'>> {
  const email = readEmail(username)
  const owner = email && (await findAccountByEmail(engine.house, email))
  const shop = owner && (await findInCells(engine, (on) => owned.findShopOf(on, by, owner.id)))
  if (!shop) throw rules.shopMissing()
  return shop.id
}
