import { type Engine, perEngine } from '../engine.ts'
import type { Many, Tx } from '../postgres/sql.ts'
import { bookerMissing, type Order } from './rules.ts'

/**
 * Every way of paying an order passes here, before anything is taken: an order that asks for a booker
 * has one. A booker that is named stays named. The order is locked. Problem: booker-missing.
 */
export async function checkBooker(
  engine: Engine,
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<void> {
  if (await tx.together(unnamed(engine), storeId, id)) throw bookerMissing()
}

const unnamed = perEngine(
  (engine): Many<Order['id'], boolean> =>
    async (tx, orderIds, storeId) => {
      const found = new Set((await engine.findUnnamed(tx, storeId, orderIds)).map(({ id }) => id))
      return orderIds.map((id) => found.has(id))
    },
)
