import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import { readDoorsOf } from './queries.ts'

/** What a store could sell now, as its front doors count it; undefined: none of them says. */
export const stockOf =
  ({ doors }: Engine) =>
  async (on: Queryable, storeId: Id<'Store'>, now: Date): Promise<number | undefined> => {
    const store = await readDoorsOf(on, storeId)
    const names = store ? [store.door, ...store.also] : []
    const counts = await Promise.all(
      names.map((name) => doors.get(name)?.remaining?.(on, storeId, now)),
    )
    const said = counts.filter((count) => count !== undefined)
    return said.length > 0 ? said.reduce((sum, count) => sum + count, 0) : undefined
  }
