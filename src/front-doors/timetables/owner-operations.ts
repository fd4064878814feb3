import { keepAccount } from '../../accounts/queries.ts'
import { notSignedIn } from '../../accounts/rules.ts'
import type { Engine } from '../../engine.ts'
import { tell } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { instantOf, wallDate } from '../../kernel/time.ts'
import { storeClosed } from '../../orders/rules.ts'
import { hasPlaces } from '../../places/queries.ts'
import type { Tx } from '../../postgres/sql.ts'
import { changedTimeZone, readTimeZone } from '../../stores/time-zone.ts'
import type { By } from './gate.ts'
import * as owned from './owner-queries.ts'
import * as rules from './rules.ts'
import { showTimetable } from './shown.ts'

export interface ShopAsk extends By {
  readonly shopId: Id<'Store'>
}
export interface TimetableAsk extends By {
  readonly timetableId: Id<'Timetable'>
}

/** Reads a shop of the owner's own; another's is not there. */
export async function readOwn(engine: Engine, ask: ShopAsk) {
  const shop = await owned.readOwnShop(engine.database, ask, ask.shopId)
  if (!shop) throw rules.shopMissing()
  return shop
}

/** Does `work` on a shop of the owner's own, one change after the other. */
const onOwn = <Answer>(
  engine: Engine,
  ask: ShopAsk,
  work: (tx: Tx, shop: rules.Shop) => Promise<Answer>,
): Promise<Answer> =>
  engine.database.transaction(async (tx) => {
    const shop = await owned.lockOwnShop(tx, ask, ask.shopId)
    if (!shop) throw rules.shopMissing()
    return work(tx, shop)
  })

/** Opens a shop. Problem: time-zone-unknown. */
export async function openShop(
  engine: Engine,
  ownerId: Id<'Account'>,
  draft: Omit<rules.Shop, 'id' | 'closedAt'>,
): Promise<rules.Shop> {
  const id = engine.newId<'Store'>()
  return engine.database.transaction(async (tx) => {
    const timeZone = await readTimeZone(tx, draft.timeZone)
    if (!(await keepAccount(tx, ownerId))) throw notSignedIn() // it leaves at this moment
    const shop = { ...draft, timeZone, id, closedAt: null }
    await owned.insertShop(tx, ownerId, shop)
    return shop
  })
}

/**
 * Changes name, kind, description or time zone.
 * Problems in order: shop-missing, time-zone-unknown, time-zone-fixed.
 */
export const changeShop = (
  engine: Engine,
  ask: ShopAsk,
  change: Partial<Pick<rules.Shop, 'name' | 'kind' | 'description' | 'timeZone'>>,
): Promise<rules.Shop> =>
  onOwn(engine, ask, async (tx, shop) => {
    const timeZone = await changedTimeZone(tx, {
      from: shop.timeZone,
      to: change.timeZone,
      isClaimed: await hasPlaces(tx, shop.id),
    })
    const changed = { ...shop, ...change, timeZone }
    await owned.writeShop(tx, changed)
    return changed
  })

/**
 * Closes a shop for good: it sells nothing from the commit on, and whoever hears of it removes its
 * timetables. Closing it again changes nothing. Problem: shop-missing.
 */
export const closeShop = (engine: Engine, ask: ShopAsk): Promise<void> =>
  onOwn(engine, ask, async (tx, shop) => {
    if (shop.closedAt) return
    await owned.writeShop(tx, { ...shop, closedAt: tx.now })
    await tellRemoval(tx, shop.id)
  })

/** All timetables of the shop are to go, here and wherever else they are known. */
const tellRemoval = (tx: Tx, shopId: Id<'Store'>) =>
  tell(tx, { topic: 'remove-timetable', storeId: shopId, subjectId: shopId, body: { shopId } })

/** For an owner who leaves: every shop of theirs is closed by then. */
export async function removeAllOf(tx: Tx, ownerId: Id<'Account'>): Promise<void> {
  for (const { id } of await owned.listShopIds(tx, ownerId)) await tellRemoval(tx, id)
}

/** Offers a time every day. Problems in order: shop-missing, store-closed. */
export async function createTimetable(
  engine: Engine,
  ask: ShopAsk,
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
 * Changes hour, minute or both. What was sold for today keeps its time; today's place follows while
 * nobody has taken anything of it. Problem: timetable-missing.
 */
export async function updateTime(
  engine: Engine,
  ask: TimetableAsk,
  change: { readonly hour?: number | undefined; readonly minute?: number | undefined },
) {
  await engine.database.transaction(async (tx) => {
    const known = await owned.lockOwnTimetable(tx, ask, ask.timetableId)
    if (!known) throw rules.timetableMissing()
    const changed = rules.changedTime(known, change)
    await owned.writeTime(tx, changed)
    const today = wallDate(tx.now, known.timeZone)
    const startsAt = instantOf(today, rules.timeOf(changed), known.timeZone)
    await owned.moveUntaken(tx, known.storeId, rules.placeKey(known.id, today), startsAt)
  })
  return showTimetable(engine, ask.timetableId)
}

/** Stops offering a time; what was sold stays. Problem: timetable-missing. */
export const deleteTimetable = (engine: Engine, ask: TimetableAsk): Promise<void> =>
  engine.database.transaction(async (tx) => {
    const deleted = await owned.deleteTimetable(tx, ask, ask.timetableId)
    if (deleted === 0) throw rules.timetableMissing()
  })

/** The id of an owner's first open shop, by their user name, which is their e-mail. */
export async function findShopOf(engine: Engine, by: By, username: string): Promise<Id<'Store'>> {
  const shop = await owned.findShopOf(engine.database, by, username)
  if (!shop) throw rules.shopMissing()
  return shop.id
}
