import { lockAccountForShare } from '../accounts/queries.ts'
import { notSignedIn } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow, type Problem } from '../kernel/problem.ts'
import { hasPlaces } from '../places/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { changedTimeZone, readTimeZone } from './time-zone.ts'

export interface StoreAsk {
  readonly by: rules.By
  readonly storeId: Id<'Store'>
  /** Only a store of this front door, with the door's own problem. */
  readonly of?: { readonly door: string; readonly missing: () => Problem }
}

/** Reads a store that the caller may work at. Problem: store-missing. */
export async function readOwn({ database }: Engine, { by, storeId, of }: StoreAsk) {
  const store = await queries.readOwnStore(database, by, storeId, of?.door)
  if (!store) throw of?.missing() ?? rules.storeMissing()
  return store
}

/** Runs `work` with a store locked that the caller may work at. */
export const onOwn = <Answer>(
  { database }: Engine,
  { by, storeId, of }: StoreAsk,
  work: (tx: Tx, store: rules.Store) => Promise<Answer>,
): Promise<Answer> =>
  database.transaction(async (tx) => {
    const store = await queries.lockOwnStore(tx, by, storeId, of?.door)
    if (!store) throw of?.missing() ?? rules.storeMissing()
    return work(tx, store)
  })

/** Opens a store. Problems in order: door-unknown, time-zone-unknown, store-kind-unknown. */
export async function openStore(
  engine: Engine,
  ownerId: Id<'Account'>,
  draft: Omit<rules.Store, 'id' | 'closedAt'>,
) {
  const door = engine.doors.get(draft.door)
  if (!door) throw rules.doorUnknown({ doors: [...engine.doors.keys()] })
  return engine.database.transaction(async (tx) => {
    const timeZone = await readTimeZone(tx, draft.timeZone)
    const kind = orThrow(rules.kindOf(door, draft.kind))
    const store = { ...draft, timeZone, kind, id: engine.newId<'Store'>(), closedAt: null }
    if (!(await lockAccountForShare(tx, ownerId))) throw notSignedIn() // the account is leaving
    await queries.insertStore(tx, ownerId, store)
    return { ...store, images: [] }
  })
}

/**
 * Changes name, description, kind or time zone, closes or reopens a store. Its front door is notified
 * of a closing in the same transaction.
 * Problems in order: store-missing, time-zone-unknown, time-zone-fixed, store-kind-unknown,
 * store-closed-for-good.
 */
export async function changeStore(engine: Engine, ask: StoreAsk, asked: rules.StoreChange) {
  await onOwn(engine, ask, async (tx, store) => {
    const door = engine.doors.get(store.door)
    if (!door) throw rules.doorUnknown({ doors: [...engine.doors.keys()] })
    const timeZone = await changedTimeZone(tx, {
      from: store.timeZone,
      to: asked.timeZone,
      isClaimed: asked.timeZone !== undefined && (await hasPlaces(tx, store.id)),
    })
    const changed = orThrow(rules.change(store, asked, door, tx.now))
    await queries.writeStore(tx, { ...changed, timeZone })
    if (changed.closedAt && !store.closedAt) await door.closed?.(tx, store.id)
  })
  return readOwn(engine, ask)
}
