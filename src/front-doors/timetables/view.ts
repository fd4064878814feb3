import type { Static } from 'typebox'
import { remainingOf } from '../../bookings/rules.ts'
import type { Currency } from '../../kernel/money.ts'
import type { WallDate } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { LeftPlace } from '../../places/rules.ts'
import type { TimetableView } from './contract.ts'
import { type Count, placeKey, soldOn, type Timetable } from './rules.ts'

/** A shop's day, as far as its timetables need it. */
interface Today {
  readonly date: WallDate
  readonly timeZone: string
  readonly currency: Currency
  readonly now: Date
  /** By key of the place; a missing one has all that is for sale. */
  readonly countOf: ReadonlyMap<string, Count>
  readonly left: readonly LeftPlace[]
}

/** A timetable with its place of today. */
export function timetableView(
  timetable: Timetable,
  { date, timeZone, currency, now, countOf, left }: Today,
): Static<typeof TimetableView> {
  const key = placeKey(timetable.id, date)
  const count = countOf.get(key)
  const sold = { timeZone, left, startsAt: count?.startsAt ?? null }
  const { startsAt, capacity, isSkipped } = soldOn(date, sold, timetable)
  return {
    id: timetable.id,
    shopId: timetable.storeId,
    reservationHour: timetable.hour,
    reservationMinute: timetable.minute,
    basicRemaining: timetable.basicRemaining,
    taken: count?.taken ?? 0,
    remaining: remainingOf(capacity, count),
    price: timetable.price,
    currency,
    date,
    startsAt: startsAt.toISOString(),
    begun: isSkipped || startsAt <= now,
    placeId: count?.placeId ?? placeId(timetable.storeId, key),
  }
}
