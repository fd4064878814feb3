import type { LineDescription, PlaceOfStore } from '../../../bookings/door.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readTitles } from './queries.ts'
import { variantOf } from './rules.ts'

/** Some units of a variant: `머그컵 · 파랑 2개`. */
export const stockLine = (
  { key, quantity }: Pick<PlaceOfStore, 'key' | 'quantity'>,
  { title, productId }: { readonly title: string; readonly productId: string },
): LineDescription => ({
  what: { ko: `${title} ${quantity}개`, en: quantity === 1 ? title : `${title} × ${quantity}` },
  item: { variantId: variantOf(key), productId },
})

/** Describes lines of goods: one statement. */
export async function describeStock(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<LineDescription[]> {
  if (lines.length === 0) return []
  const asks = lines.map(({ storeId, key }) => ({ storeId, variantId: variantOf(key) }))
  const named = new Map((await readTitles(on, asks)).map((one) => [one.variantId, one]))
  return lines.map((line) => {
    const { image = null, ...one } = named.get(variantOf(line.key)) ?? { title: '', productId: '' }
    return { ...stockLine(line, one), image }
  })
}
