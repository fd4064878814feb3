import type { DeskSelling } from '../../bookings/desk/selling.ts'
import type { OfferedTime, Selling } from '../../bookings/door.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { remainingOf } from '../../bookings/rules.ts'
import type { Said } from '../../bookings/said.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { dayOf, isDate } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { writeSitting } from './desk-queries.ts'
import { readDays, tableAt } from './operations.ts'
import * as queries from './queries.ts'
import { bookableAt, deskBookableAt, placeKey, TABLE_TIMES } from './rules.ts'

type Item = Readonly<Record<string, string>>

/** A table time on a date. */
export const selling = (item: Item): Selling | undefined => sellingBy(item, bookableAt)

function sellingBy(
  { tableTimeId: text = '', date = '' }: Item,
  isBookable: typeof bookableAt,
): Selling | undefined {
  const tableTimeId = parseId(text)
  if (!tableTimeId || !isDate(date)) return undefined
  return tableAt({ tableTimeId, date }, isBookable) as Selling
}

/** How the desk enters guests at table times: of every date from today on, also where it has begun. */
export const atDesk: DeskSelling<OfferedTime, Selling> = {
  selling: (item) => sellingBy(item, deskBookableAt),
  writeSitting,
  async times(on, { id: storeId, timeZone, now }, date) {
    const [tableTimes, closed, counts] = await Promise.all([
      queries.listTableTimes(on, storeId),
      queries.isClosedOn(on, storeId, date),
      countPlaces(on, [{ storeId, ...dayOf(date, timeZone) }], now, TABLE_TIMES),
    ])
    const countOf = new Map(counts.map((count) => [count.key, count]))
    return tableTimes.flatMap((tableTime) => {
      const bookable = deskBookableAt({ timeZone, tableTime, ...closed }, date, now)
      if (bookable instanceof Problem) return []
      const { id: tableTimeId, capacity, price } = tableTime
      const key = placeKey(tableTimeId, date)
      return {
        ...{ placeId: placeId(storeId, key), startsAt: bookable.startsAt },
        ...{ remaining: remainingOf(capacity, countOf.get(key)), price },
        item: { tableTimeId, date },
      }
    })
  },
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
