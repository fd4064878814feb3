import { findAccountByEmail } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { instantOf, wallDate } from '../../kernel/time.ts'
import { storeClosed } from '../../orders/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import * as owned from './owner-queries.ts'
import * as rules from './rules.ts'
import { showTimetable } from './shown.ts'

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

/** Creates a timetable. Problems in order: shop-missing, store-closed. */
export async function createTimetable(
  engine: Engine,
  ask: StoreAsk,
  draft: Omit<rules.Timetable, 'storeId' | 'id'>,
) {
  const id = engine.newId<'Timetable'>()
  await onOwn(engine, ask, async (tx, shop) => {
    if (shop.closedAt) throw storeClosed()
    await owned.insertTimetable(tx, { ...draft, storeId: shop.id, id })
  })
  return showTimetable(engine, id)
}

/**
 * Changes hour, minute or both. Today's place moves only while nothing of it is taken.
 * Problem: timetable-missing.
 */
export async function updateTime(
  engine: Engine,
  ask: TimetableAsk,
  change: { readonly hour?: number | undefined; readonly minute?: number | undefined },
) {
  await engine.database.transaction(async (tx) => {
    const timetable = await owned.lockOwnTimetable(tx, ask.by, ask.timetableId)
    if (!timetable) throw rules.timetableMissing()
    const changed = rules.changedTime(timetable, change)
    await owned.writeTime(tx, changed)
    const today = wallDate(tx.now, timetable.timeZone)
    const startsAt = instantOf(today, rules.timeOf(changed), timetable.timeZone)
    await owned.moveUntaken(tx, timetable.storeId, rules.placeKey(timetable.id, today), startsAt)
  })
  return showTimetable(engine, ask.timetableId)
}

/** Deletes a timetable; its orders stay. Problem: timetable-missing. */
export const deleteTimetable = (engine: Engine, ask: TimetableAsk): Promise<void> =>
  engine.database.transaction(async (tx) => {
    const deleted = await owned.deleteTimetable(tx, ask.by, ask.timetableId)
    if (deleted === 0) throw rules.timetableMissing()
  })

/** The id of an owner's first open shop, by user name (e-mail). */
export async function findShopOf(engine: Engine, by: By, username: string): Promise<Id<'Store'>> {
  const owner = await findAccountByEmail(engine.database, username)
  const shop = owner && (await owned.findShopOf(engine.database, by, owner.id))
  if (!shop) throw rules.shopMissing()
  return shop.id
}
