import type { Static } from 'typebox'
import { instantOf, wallDate, withOffset } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { TimetableView } from './contract.ts'
import { type Count, placeKey, type Timetable, timeOf } from './rules.ts'

/** A timetable with its place of today; without a place all of its capacity remains. */
export function timetableView(
  timetable: Timetable,
  count: Count | undefined,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Static<typeof TimetableView> {
  const date = wallDate(now, timeZone)
  const startsAt = count?.startsAt ?? instantOf(date, timeOf(timetable), timeZone)
  return {
    id: timetable.id,
    shopId: timetable.storeId,
    reservationHour: timetable.hour,
    reservationMinute: timetable.minute,
    basicRemaining: timetable.basicRemaining,
    remaining: count?.remaining ?? timetable.basicRemaining,
    price: timetable.price,
    date,
    startsAt: withOffset(startsAt, timeZone),
    begun: startsAt <= now,
    placeId: count?.placeId ?? placeId(timetable.storeId, placeKey(timetable.id, date)),
  }
}
