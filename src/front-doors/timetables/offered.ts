import type { OfferedTime, Selling } from '../../bookings/door.ts'
import type { Said } from '../../bookings/said.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { placeToday } from './operations.ts'
import { readTimes } from './shown.ts'

/** A timetable, today. */
export function selling({
  timetableId = '',
}: Readonly<Record<string, string>>): Selling | undefined {
  const id = parseId(timetableId)
  return id ? (placeToday(id) as Selling) : undefined
}

/** A time of today, as who waits for it sees it. */
export const waitedAs = (quantity: number): Said => ({
  ko: `${quantity}자리`,
  en: quantity === 1 ? '1 place' : `${quantity} places`,
})

/** All of today's places that can be booked now. */
export async function offeredTimes(
  on: Queryable,
  { id }: { readonly id: Id<'Store'> },
): Promise<OfferedTime[]> {
  const found = await readTimes(on, id)
  return (found?.times ?? [])
    .filter(({ begun }) => !begun)
    .map(({ id: timetableId, placeId, startsAt, remaining, price }) => ({
      ...{ placeId, startsAt: new Date(startsAt), remaining, price },
      item: { timetableId },
    }))
}
