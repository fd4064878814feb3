import type { LineDescription, PlaceOfStore } from '../../bookings/door.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readWords } from './queries.ts'
import { readSeatKey } from './rules.ts'
import { type SeatWords, seatText } from './seat-rules.ts'

/** A seat as a line of an order. */
export const seatLine = (key: string, words: SeatWords): LineDescription => {
  const { performanceId = '', seatId = 0 } = readSeatKey(key) ?? {}
  return { what: seatText(words), item: { performanceId, seatId: `${seatId}` } }
}

/** A presale code as a line of an order. */
export const codeLine = (key: string, name: string): LineDescription => ({
  what: { ko: `선예매 ${name}`, en: `Presale: ${name}` },
  item: { presaleCode: codeOf(key) },
})

const codeOf = (key: string): string => key.split('/')[1] ?? ''

/** Describes lines of orders: one statement. */
export async function describe(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<LineDescription[]> {
  if (lines.length === 0) return []
  const words = await readWords(
    on,
    lines.map(({ storeId, key }) => {
      const seatId = readSeatKey(key)?.seatId ?? null
      return { storeId, seatId, code: seatId === null ? codeOf(key) : null }
    }),
  )
  return lines.map(({ key }, at) => {
    const { codeName, ...seat } = words[at] ?? { section: '', row: '', number: 0, codeName: null }
    return readSeatKey(key) ? seatLine(key, seat) : codeLine(key, codeName ?? '')
  })
}
