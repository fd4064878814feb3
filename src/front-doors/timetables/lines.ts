import type { Static, TObject } from 'typebox'
import type { Booked, BookedPlace, LineDescription, PlaceOfStore } from '../../bookings/door.ts'
import { wallTime } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { describeAppointments } from './appointments/lines.ts'
import type { bookingMembers } from './contract.ts'
import { isTimetableKey, readPlaceKey, type ShopKind } from './rules.ts'

export const describeLine = ({ key, quantity }: BookedPlace): LineDescription => ({
  what: { ko: `예약 ${quantity}건`, en: quantity === 1 ? '1 booking' : `${quantity} bookings` },
  counts: 'booking',
  item: { timetableId: readPlaceKey(key).timetableId },
})

/** Describes lines of orders: one statement where some are appointments. */
export async function describe(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<(LineDescription | undefined)[]> {
  const appointed = lines.filter(({ key }) => !isTimetableKey(key))
  const found = await describeAppointments(on, appointed)
  const described = new Map(appointed.map((line, at) => [line, found[at]]))
  return lines.map((line) => (isTimetableKey(line.key) ? describeLine(line) : described.get(line)))
}

/** The members from before a booking had `lines`. */
export function members({
  store,
  lines: [line],
}: Booked): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt || !isTimetableKey(line.key)) return {}
  const { id, name, timeZone } = store
  return {
    shop: { id, name, kind: store.kind as ShopKind, timeZone },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: line.startsAt.toISOString(),
  }
}
