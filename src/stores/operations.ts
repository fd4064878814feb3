import type { Asker } from '../accounts/check-password.ts'
import { findAccount, lockAccountForShare } from '../accounts/queries.ts'
import { notSignedIn } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow, type Problem } from '../kernel/problem.ts'
import { spending } from '../limits/spend.ts'
import { hasPlaces } from '../places/queries.ts'
import { byId, pageOfCells } from '../postgres/cells.ts'
import { answerOnce, type Once } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import type { Pricing } from './pricing-rules.ts'
import { writeWords } from './profile/words.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { changedTimeZone, readTimeZone } from './time-zone.ts'
import { storeDetail } from './view.ts'

export interface StoreAsk {
  readonly by: rules.By
  readonly storeId: Id<'Store'>
  /** Only a store of this front door, with the door's own problem. */
  readonly of?: { readonly door: string; readonly missing: () => Problem }
}

/** Public stores, in all cells, as `listStores` of a cell sorts them. */
export const listStores = (engine: Engine, asked: queries.StorePage) =>
  pageOfCells(engine, asked.limit, bySoonest, (on) =>
    queries.listStores(on, [...engine.doors.values()], asked),
  )

const bySoonest = (one: queries.ListedStore, other: queries.ListedStore): number =>
  Number(one.listedAt) - Number(other.listedAt) || byId(one, other)

/** The cursor of a store on a list of `listStores`. */
export const cursorOf = ({ id, listedAt }: queries.ListedStore): string =>
  listedAt ? `${listedAt.getTime()}.${id}` : id

/** The same at which somebody may work. */
export const listOwnStores = (engine: Engine, by: rules.By, asked: queries.StorePage) =>
  pageOfCells(engine, asked.limit, byId, (on) => queries.listOwnStores(on, by, asked))

/** Reads a store that the caller may work at. Problem: store-missing. */
export async function readOwn(engine: Engine, { by, storeId, of }: StoreAsk) {
  const store = await queries.readOwnStore(engine.cell(storeId), by, storeId, of?.door)
  if (!store) throw of?.missing() ?? rules.storeMissing()
  return store
}

/** Runs `work` with a store locked that the caller may work at. */
export const onOwn = <Answer>(
  engine: Engine,
  { by, storeId, of }: StoreAsk,
  work: (tx: Tx, store: rules.Store) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(storeId).transaction(async (tx) => {
    const store = await queries.lockOwnStore(tx, by, storeId, of?.door)
    if (!store) throw of?.missing() ?? rules.storeMissing()
    return work(tx, store)
  })

/** Keeps the owner of a store from leaving until commit; undefined when they have left. */
async function keepOwner(tx: Tx, storeId: Id<'Store'>) {
  const { ownerId } = await queries.readOwner(tx, storeId)
  return lockAccountForShare(tx, ownerId)
}

/** What a new store is; what is not said of its prices is its door's usual. */
interface Draft extends Omit<rules.Store, 'id' | 'also' | 'closedAt' | 'pricing'> {
  readonly pricing?: Partial<Pricing> | undefined
}

/**
 * Opens a store.
 * Problems in order: door-unknown, time-zone-unknown, store-kind-unknown, price-per-unknown.
 */
export function openStore(engine: Engine, ownerId: Id<'Account'>, draft: Draft) {
  const id = engine.newId<'Store'>()
  return engine.cell(id).transaction((tx) => open(engine, tx, ownerId, { ...draft, id }))
}

/**
 * The same, once a key. A person opens a few stores a day, and fewer before they have verified an address.
 * Problems in order: limit-reached, those of `openStore`.
 */
export async function openStoreOnce(
  engine: Engine,
  ownerId: Id<'Account'>,
  draft: Draft,
  { once, asker }: { readonly once: Once | undefined; readonly asker: Asker | undefined },
) {
  const id = engine.newId<'Store'>()
  const work = () =>
    engine
      .cell(id)
      .transaction((tx) =>
        answerOnce(tx, once, async () =>
          storeDetail(await open(engine, tx, ownerId, { ...draft, id })),
        ),
      )
  if (!asker) return work()
  const owner = await findAccount(engine.house, ownerId)
  const limit = owner?.isVerified ? 'stores-account' : 'stores-unverified'
  return spending(engine, [{ limit, of: ownerId }], work)
}

async function open(
  engine: Engine,
  tx: Tx,
  ownerId: Id<'Account'>,
  draft: Draft & { readonly id: Id<'Store'> },
) {
  const door = engine.doors.get(draft.door)
  if (!door) throw rules.doorUnknown({ doors: [...engine.doors.keys()] })
  const timeZone = await readTimeZone(tx, draft.timeZone)
  const kind = orThrow(rules.kindOf(door, draft.kind))
  const said = { means: null, per: null, ...draft.pricing }
  const pricing = orThrow(rules.pricingOf(door, said))
  const store = { ...draft, also: [], timeZone, kind, pricing, closedAt: null }
  const owner = await lockAccountForShare(tx, ownerId)
  if (!owner) throw notSignedIn() // the account is leaving
  await queries.insertStore(tx, ownerId, { ...store, isListed: owner.isVerified })
  await writeWords(engine, tx, store.id)
  return { ...store, images: [] }
}

/** Whether anything of a store was ever claimed. First claims wait until the end of the transaction. */
async function isClaimed(tx: Tx, storeId: Id<'Store'>): Promise<boolean> {
  await queries.lockAgainstClaims(tx, storeId)
  return hasPlaces(tx, storeId)
}

/**
 * Changes name, description, kind, time zone or what prices are, closes or reopens a store. Its front
 * door is notified of a closing in the same transaction.
 * Problems in order: store-missing, not-allowed, store-missing (when its owner has left),
 * time-zone-unknown, time-zone-fixed, store-kind-unknown, price-per-unknown, store-closed-for-good.
 */
export async function changeStore(engine: Engine, ask: StoreAsk, asked: rules.StoreChange) {
  await onOwn(engine, ask, async (tx, store) => {
    if (asked.closed !== undefined) orThrow(rules.mayClose(ask.by, store.id))
    if (!(await keepOwner(tx, store.id))) throw ask.of?.missing() ?? rules.storeMissing()
    const door = engine.doors.get(store.door)
    if (!door) throw rules.doorUnknown({ doors: [...engine.doors.keys()] })
    const timeZone = await changedTimeZone(tx, {
      from: store.timeZone,
      to: asked.timeZone,
      isClaimed: asked.timeZone !== undefined && (await isClaimed(tx, store.id)),
    })
    const changed = orThrow(rules.change(store, asked, door, tx.now))
    await queries.writeStore(tx, { ...changed, timeZone })
    await writeWords(engine, tx, store.id)
    if (changed.closedAt && !store.closedAt)
      for (const name of [store.door, ...store.also])
        await engine.doors.get(name)?.closed?.(tx, store.id)
  })
  return readOwn(engine, ask)
}

/**
 * Says by which further front doors a store sells. What was sold by one that it leaves stays as it is.
 * Problems in order: store-missing, those of `rules.furtherDoors`.
 */
export async function setDoors(engine: Engine, ask: StoreAsk, asked: readonly string[]) {
  await onOwn(engine, ask, async (tx, store) => {
    const doors = orThrow(rules.furtherDoors(store, asked, engine.doors))
    await queries.writeFurtherDoors(tx, store.id, doors)
  })
  return readOwn(engine, ask)
}
