import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../operations.ts'
import { pictureView } from '../pictures/view.ts'
import { writeWords } from '../profile/words.ts'
import { storeMissing } from '../rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** The menu of a store; empty until its owner has said. Problem: store-missing. */
export const showMenu = (engine: Engine, storeId: Id<'Store'>) =>
  readMenu(engine.cell(storeId), storeId)

async function readMenu(on: Queryable, storeId: Id<'Store'>) {
  const menu = await queries.readMenu(on, storeId)
  if (!menu) throw storeMissing()
  return { ...menu, sections: menu.sections.map(viewOf(storeId)) }
}

const viewOf =
  (storeId: Id<'Store'>) =>
  ({ name, items }: { readonly name: string; readonly items: readonly queries.StoredItem[] }) => ({
    name,
    items: items.map(({ picture, ...item }) => ({
      ...item,
      picture: picture && pictureView(storeId, picture),
    })),
  })

/**
 * Replaces the menu; the store is found by its items, and the picture of an item goes with it.
 * Problems in order: store-missing, menu-too-long.
 */
export const setMenu = (engine: Engine, ask: StoreAsk, asked: readonly rules.MenuSection[]) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const sections = orThrow(rules.menuOf(asked))
    await writeMenu(tx, id, sections)
    await writeWords(engine, tx, id)
    return readMenu(tx, id)
  })

/** With the store locked. */
export async function writeMenu(
  tx: Tx,
  storeId: Id<'Store'>,
  sections: readonly rules.MenuSection[],
): Promise<void> {
  const known = await queries.deleteItems(tx, storeId)
  await queries.deleteSections(tx, storeId)
  const names = sections.map(({ name }) => name)
  await queries.insertSections(tx, storeId, names)
  const items = rules.withIds(sections, new Set(known.map(({ id }) => id)))
  await queries.insertItems(tx, storeId, items)
  await queries.deletePicturesOfGone(tx, storeId)
}
