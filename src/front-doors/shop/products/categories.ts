import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { onOwn, type StoreAsk } from '../../../stores/operations.ts'
import { listCategories, removeOthers, writeCategories } from './category-queries.ts'
import * as rules from './rules.ts'

/** The categories of a shop, in their order. */
export const showCategories = async (engine: Engine, storeId: Id<'Store'>) => ({
  data: (await listCategories(engine.cell(storeId), storeId)).map(({ id, name, shown }) => ({
    ...{ categoryId: id, name, shown },
  })),
})

/**
 * Sets the categories of a shop; those that are not named are removed.
 * Problems in order: market-missing, category-missing, category-named-twice.
 */
export async function setCategories(
  engine: Engine,
  ask: StoreAsk,
  asked: readonly { readonly categoryId?: Id<'Category'>; readonly name: string }[],
) {
  const { storeId } = ask
  await onOwn(engine, ask, async (tx) => {
    const known = new Set((await listCategories(tx, storeId)).map(({ id }) => id))
    const ids = asked.map(({ categoryId }) => categoryId).filter((id) => id !== undefined)
    if (ids.some((id) => !known.has(id)) || new Set(ids).size < ids.length)
      throw rules.categoryMissing()
    const refused = rules.checkCategories(asked.map(({ name }) => name))
    if (refused) throw refused
    await removeOthers(tx, storeId, ids)
    const categories = asked.map(({ categoryId, name }) => ({
      ...{ id: categoryId ?? engine.newId<'Category'>(), name },
    }))
    await writeCategories(tx, storeId, categories)
  })
  return showCategories(engine, storeId)
}
