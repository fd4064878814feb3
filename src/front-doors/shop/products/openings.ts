import type { Opening } from '../../../bookings/door.ts'
import type { OpeningStore } from '../../../bookings/free-times.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { countLeft, countShown } from './queries.ts'

/** How many products each shop shows: one statement. */
export async function openings(on: Queryable, stores: readonly OpeningStore[]): Promise<Opening[]> {
  if (stores.length === 0) return []
  const counts = await countShown(
    on,
    stores.map(({ id }) => id),
  )
  return counts.map(({ storeId, shown, price, isFrom }) => ({
    ...{ storeId, startsAt: null, remaining: shown, price, isFrom },
    left: { ko: `상품 ${shown}개`, en: shown === 1 ? '1 product' : `${shown} products` },
  }))
}

/** Units of all products that can be bought now. */
export async function remaining(on: Queryable, storeId: Id<'Store'>): Promise<number> {
  return (await countLeft(on, storeId)).left
}
