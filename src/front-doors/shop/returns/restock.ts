import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Queryable, Tx } from '../../../postgres/sql.ts'
import { readVariant } from '../products/catalogue-queries.ts'
import { variantOf } from '../products/rules.ts'
import { changeStocks } from '../products/stock.ts'
import { listKeys, type Return } from './queries.ts'

/**
 * Puts goods that came back for an exchange in stock. Their line stays sold, for it is what was paid, so
 * the stock grows instead. Behind the lock of the shop.
 */
export async function restockExchanged(
  engine: Engine,
  tx: Tx,
  { storeId, lines }: Return,
  byId: Id<'Account'>,
): Promise<void> {
  const [line] = lines
  const variant = line && (await variantAt(tx, storeId, line.placeId))
  if (!line || !variant) return
  const change = { delta: line.quantity, reason: 'returned', note: '' } as const
  await changeStocks(engine, tx, storeId, [{ ...change, variant, byId }])
}

async function variantAt(on: Queryable, storeId: Id<'Store'>, placeId: Id<'Place'>) {
  const [place] = await listKeys(on, storeId, [placeId])
  return place && readVariant(on, storeId, variantOf(place.key))
}
