import type { DayAnswer } from '../../../../bookings/screens/desk/day-queries.ts'
import type { TimeLoad } from '../../../../bookings/screens/desk/guest-times.ts'
import { wallTimeAt } from '../../../../kernel/format.ts'
import type { ShopTime } from '../shops/shop-queries.ts'

/** The times of a day that have bookings. */
export const bookedOf = ({ times, bookings }: DayAnswer): TimeLoad[] =>
  times.filter(({ time }) => bookings.some((booking) => booking.time === time))

/** Every time of today, booked or not, by time of day. */
export function todayLoad(
  { times }: DayAnswer,
  offered: readonly ShopTime[],
  timeZone: string,
): TimeLoad[] {
  const claimed = new Set(times.map(({ item }) => item.timetableId))
  const unclaimed = offered
    .filter(({ id }) => !claimed.has(id))
    .map(({ basicRemaining, remaining, startsAt }) => ({
      time: wallTimeAt(new Date(startsAt), timeZone),
      capacity: basicRemaining,
      taken: basicRemaining - remaining,
      reserved: 0,
      proposed: 0,
    }))
  return [...times, ...unclaimed].toSorted((one, other) => one.time.localeCompare(other.time))
}
