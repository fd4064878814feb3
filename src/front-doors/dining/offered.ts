import type { OfferedTime, Selling } from '../../bookings/door.ts'
import type { Said } from '../../bookings/said.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import { isDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readDays, tableAt } from './operations.ts'

/** A table time on a date. */
export function selling({
  tableTimeId: text = '',
  date = '',
}: Readonly<Record<string, string>>): Selling | undefined {
  const tableTimeId = parseId(text)
  return tableTimeId && isDate(date) ? (tableAt({ tableTimeId, date }) as Selling) : undefined
}

/** A table time on a date, as who waits for it sees it. */
export const waitedAs = (quantity: number): Said => ({
  ko: `테이블 ${quantity}개`,
  en: quantity === 1 ? '1 table' : `${quantity} tables`,
})

/** All tables of the ten days that can be booked now. */
export async function offeredTimes(
  on: Queryable,
  { id, now }: { readonly id: Id<'Store'>; readonly now: Date },
): Promise<OfferedTime[]> {
  const found = await readDays(on, id)
  if (!found || found.restaurant.closedAt) return []
  return found.days
    .flatMap(({ date, times }) => times.map((time) => ({ ...time, date })))
    .map(({ tableTimeId, date, placeId, startsAt, remaining, price }) => ({
      ...{ placeId, startsAt: new Date(startsAt), remaining, price },
      item: { tableTimeId, date },
    }))
    .filter(({ startsAt }) => startsAt > now)
}
