import type { Static } from 'typebox'
import type { Id } from '../../kernel/id.ts'
import { instantOf, type WallDate, weekdayOf, withOffset } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { DayView } from './contract.ts'
import type { Count } from './queries.ts'
import { placeKey, type TableTime } from './rules.ts'

/** One date of the grid; a time without a place has all of its capacity. */
export function dayView(
  restaurant: { readonly id: Id<'Store'>; readonly timeZone: string },
  date: WallDate,
  isClosed: boolean,
  tableTimes: readonly TableTime[],
  counts: ReadonlyMap<string, Count>,
): Static<typeof DayView> {
  const weekday = weekdayOf(date)
  const offered = isClosed ? [] : tableTimes.filter((time) => time.weekday === weekday)
  return {
    date,
    weekday,
    closed: isClosed,
    times: offered.map((tableTime) => {
      const key = placeKey(tableTime.id, date)
      const count = counts.get(key)
      const startsAt = instantOf(date, tableTime.time, restaurant.timeZone)
      return {
        tableTimeId: tableTime.id,
        placeId: count?.id ?? placeId(restaurant.id, key),
        time: tableTime.time,
        startsAt: withOffset(startsAt, restaurant.timeZone),
        price: tableTime.price,
        capacity: count?.capacity ?? tableTime.capacity,
        remaining: count?.remaining ?? tableTime.capacity,
      }
    }),
  }
}
