import type { Static } from 'typebox'
import type { PlaceCount } from '../../bookings/place-queries.ts'
import { remainingOf } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { existingInstantOf, type WallDate, weekdayOf } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { DayView } from './contract.ts'
import { placeKey, type TableTime } from './rules.ts'

/** One date of the grid; a time without a place has all of its capacity. */
export function dayView(
  restaurant: {
    readonly id: Id<'Store'>
    readonly timeZone: string
    readonly currency: Currency
  },
  date: WallDate,
  isClosed: boolean,
  tableTimes: readonly TableTime[],
  counts: ReadonlyMap<string, PlaceCount>,
): Static<typeof DayView> {
  const weekday = weekdayOf(date)
  const offered = isClosed ? [] : tableTimes.filter((time) => time.weekday === weekday)
  return {
    date,
    weekday,
    closed: isClosed,
    times: offered.flatMap((tableTime) => {
      const key = placeKey(tableTime.id, date)
      const count = counts.get(key)
      const startsAt = existingInstantOf(date, tableTime.time, restaurant.timeZone)
      if (!startsAt) return []
      return {
        tableTimeId: tableTime.id,
        placeId: count?.placeId ?? placeId(restaurant.id, key),
        time: tableTime.time,
        startsAt: startsAt.toISOString(),
        price: tableTime.price,
        currency: restaurant.currency,
        capacity: tableTime.capacity,
        taken: count?.taken ?? 0,
        remaining: remainingOf(tableTime.capacity, count),
      }
    }),
  }
}
