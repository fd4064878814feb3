import { lockAccount } from '../../accounts/queries.ts'
import { notSignedIn } from '../../accounts/rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { page } from '../../kernel/page.ts'
import { readCells } from '../../postgres/cells.ts'
import { readStore } from '../queries.ts'
import { storeMissing } from '../rules.ts'
import { storeView } from '../view.ts'
import * as queries from './queries.ts'
import { SAVED_MOST, savedFull } from './rules.ts'

interface Ask {
  readonly accountId: Id<'Account'>
  readonly storeId: Id<'Store'>
}

/**
 * Saves a store for an account; the list is the account's, so there is no race that could lose anything.
 * Problems in order: store-missing, saved-stores-full.
 */
export async function saveStore(engine: Engine, { accountId, storeId }: Ask): Promise<void> {
  if (!(await readStore(engine.cell(storeId), storeId))) throw storeMissing()
  await engine.house.transaction(async (tx) => {
    if (!(await lockAccount(tx, accountId))) throw notSignedIn() // the account is leaving
    const { others } = await queries.countOthers(tx, accountId, storeId)
    if (others >= SAVED_MOST) throw savedFull({ most: SAVED_MOST })
    await queries.insertSaved(tx, accountId, storeId)
  })
}

export const unsaveStore = (engine: Engine, { accountId, storeId }: Ask): Promise<unknown> =>
  engine.house.transaction((tx) => queries.deleteSaved(tx, accountId, storeId))

export async function listSavedIds(engine: Engine, accountId: Id<'Account'>) {
  const found = await queries.listSavedIds(engine.house, accountId)
  return { data: found.map(({ storeId }) => storeId) }
}

/** Saved stores, latest first: one statement of the house, and one of each cell. */
export async function listSaved(
  engine: Engine,
  accountId: Id<'Account'>,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const [ms = '', id = ''] = cursor?.split('.') ?? []
  const after = cursor ? { at: new Date(Number(ms)), id } : undefined
  const saved = await queries.listSaved(engine.house, accountId, after, limit + 1)
  const { data, nextCursor } = page(
    saved,
    limit,
    ({ storeId, savedAt }) => `${savedAt.getTime()}.${storeId}`,
  )
  const ids = data.map(({ storeId }) => storeId)
  const stores = ids.length > 0 ? await readCells(engine, (on) => queries.readStores(on, ids)) : []
  const storeOf = new Map(stores.map((store) => [store.id, store]))
  return {
    data: data.flatMap(({ storeId, savedAt }) => {
      const store = storeOf.get(storeId)
      return store ? [{ store: storeView(store), savedAt: savedAt.toISOString() }] : []
    }),
    nextCursor,
  }
}
