import type { LineDescription, PlaceOfStore } from '../../bookings/door.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readTitles } from './queries.ts'
import { readKey } from './rules.ts'

export const lotLine = (key: string, title: string): LineDescription => ({
  what: { ko: title, en: title },
  item: { lotId: readKey(key).lotId },
})

export const depositLine = (key: string, title: string): LineDescription => ({
  what: { ko: `입찰 보증금 · ${title}`, en: `Bidding deposit · ${title}` },
  item: { depositOf: readKey(key).lotId },
})

/** Describes lines of orders: one statement. */
export async function describe(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<LineDescription[]> {
  if (lines.length === 0) return []
  const asks = lines.map(({ storeId, key }) => ({ storeId, lotId: readKey(key).lotId }))
  const lots = new Map((await readTitles(on, asks)).map((lot) => [lot.lotId, lot]))
  return lines.map(({ key }) => {
    const { kind, lotId } = readKey(key)
    const { title = '', image = null } = lots.get(lotId) ?? {}
    return { ...(kind === 'deposit' ? depositLine : lotLine)(key, title), image }
  })
}
