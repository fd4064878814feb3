import type { Id } from '../../kernel/id.ts'
import { addDays, type WallDate, type WallTime, wallDate } from '../../kernel/time.ts'

/** How full a shop was on one date. */
export interface Summary {
  readonly date: WallDate
  readonly timetables: number
  readonly capacity: number
  readonly taken: number
  readonly times: readonly {
    readonly timetableId: Id<'Timetable'>
    readonly time: WallTime
    readonly capacity: number
    readonly taken: number
  }[]
}

/**
 * The times of a closed day as its summary has them, with what is taken by now: a booking may be
 * canceled after its day.
 */
export function takenSince(closed: Summary['times'], counted: Summary['times']): Summary['times'] {
  const takenOf = new Map(counted.map(({ timetableId, taken }) => [timetableId, taken]))
  return closed.map((time) => ({ ...time, taken: takenOf.get(time.timetableId) ?? 0 }))
}

interface Lifetime {
  readonly timeZone: string
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly now: Date
}

/** Today, or the date on which the shop was closed. */
const lastDate = ({ timeZone, closedAt, now }: Lifetime): WallDate =>
  wallDate(closedAt && closedAt < now ? closedAt : now, timeZone)

/** At most `most` dates of a shop before `before`, latest first, back to its creation. */
export function datesOf(shop: Lifetime, before: WallDate | undefined, most: number): WallDate[] {
  const first = wallDate(shop.createdAt, shop.timeZone)
  const last = lastDate(shop)
  const from = before !== undefined && before <= last ? addDays(before, -1) : last
  const dates: WallDate[] = []
  for (let date = from; date >= first && dates.length < most; date = addDays(date, -1))
    dates.push(date)
  return dates
}

/** Past dates without a summary, earliest first. */
export function datesToClose(
  shop: Lifetime & { readonly closedThrough: WallDate | null },
): WallDate[] {
  const { timeZone, closedThrough } = shop
  const today = wallDate(shop.now, timeZone)
  const last = lastDate(shop)
  const dates: WallDate[] = []
  const first = closedThrough ? addDays(closedThrough, 1) : wallDate(shop.createdAt, timeZone)
  for (let date = first; date <= last && date < today; date = addDays(date, 1)) dates.push(date)
  return dates
}
