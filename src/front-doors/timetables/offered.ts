import type { DeskSelling } from '../../bookings/desk/selling.ts'
import type { OfferedTime, Selling } from '../../bookings/door.ts'
import { datePast } from '../../bookings/rules.ts'
import type { Said } from '../../bookings/said.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { writeAttendance } from './appointments/desk-queries.ts'
import { placeToday } from './operations.ts'
import { bookableToday, deskBookableToday } from './rules.ts'
import { readTimes } from './shown.ts'

type Item = Readonly<Record<string, string>>

/** A timetable, today. */
export const selling = (item: Item): Selling | undefined => sellingBy(item, bookableToday)

function sellingBy(
  { timetableId = '' }: Item,
  isBookable: typeof bookableToday,
): Selling | undefined {
  const id = parseId(timetableId)
  return id ? (placeToday(id, isBookable) as Selling) : undefined
}

/** How the desk enters guests at timetables: today, also where it has begun; not what was listed yesterday. */
export const atDesk: DeskSelling<OfferedTime, Selling> = {
  selling: ({ date, ...item }) =>
    sellingBy(item, (facts, today) =>
      date === today ? deskBookableToday(facts, today) : datePast(),
    ),
  writeSitting: writeAttendance,
  async times(on, { id }, date) {
    const found = await readTimes(on, id)
    if (!found || found.date !== date) return []
    return found.times.map(offeredAt).map((time) => ({ ...time, item: { ...time.item, date } }))
  },
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
  return (found?.times ?? []).filter(({ begun }) => !begun).map(offeredAt)
}

type TimeOfToday = NonNullable<Awaited<ReturnType<typeof readTimes>>>['times'][number]

const offeredAt = ({ id: timetableId, placeId, startsAt, remaining, price }: TimeOfToday) => ({
  ...{ placeId, startsAt: new Date(startsAt), remaining, price },
  item: { timetableId },
})
