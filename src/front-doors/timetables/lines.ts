import type { Static, TObject } from 'typebox'
import type { Booked, BookedPlace, LineDescription } from '../../bookings/door.ts'
import { wallTime } from '../../kernel/time.ts'
import type { bookingMembers } from './contract.ts'
import { readPlaceKey, type ShopKind } from './rules.ts'

export const describeLine = ({ key, quantity }: BookedPlace): LineDescription => ({
  what: { ko: `예약 ${quantity}건`, en: quantity === 1 ? '1 booking' : `${quantity} bookings` },
  item: { timetableId: readPlaceKey(key).timetableId },
})

/** The members from before a booking had `lines`. */
export function members({
  store,
  lines: [line],
}: Booked): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt) return {}
  const { id, name, timeZone } = store
  return {
    shop: { id, name, kind: store.kind as ShopKind, timeZone },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: line.startsAt.toISOString(),
  }
}
