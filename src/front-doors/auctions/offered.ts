import type { Opening } from '../../bookings/door.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import type { Id } from '../../kernel/id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { countLive } from './queries.ts'

/** How many lots are live at each auction: one statement. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const ids = stores.map(({ id }) => id)
  const counts = await countLive(on, ids, now)
  return counts.map(({ storeId, live, price }) => ({
    ...{ storeId, startsAt: null, remaining: live, price },
    left: { ko: `진행 중 ${live}건`, en: live === 1 ? '1 live lot' : `${live} live lots` },
  }))
}

/** Lots that can be bid on now. */
export async function remaining(on: Queryable, storeId: Id<'Store'>, now: Date): Promise<number> {
  const [count] = await countLive(on, [storeId], now)
  return count?.live ?? 0
}
