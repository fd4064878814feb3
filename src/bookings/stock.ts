import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import { readDoorOf } from './queries.ts'

/** What a store could sell now, as its front door counts it; undefined: its door does not say. */
export const stockOf =
  ({ doors }: Engine) =>
  async (on: Queryable, storeId: Id<'Store'>, now: Date): Promise<number | undefined> => {
    const store = await readDoorOf(on, storeId)
    return doors.get(store?.door ?? '')?.remaining?.(on, storeId, now)
  }
