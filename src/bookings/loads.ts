import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Dates, HourLoad, SourceCount } from './load-rules.ts'

export interface StoreNow {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/** What a front door knows of its hours and of who came: for calendars and reports of stores. */
export interface ReportingDoor {
  /**
   * How full the hours of dates are, where something is offered or was taken; a fixed number of statements. Left out:
   * nothing of it begins.
   */
  hourLoads?(on: Queryable, store: StoreNow, dates: Dates): Promise<HourLoad[]>
  /** A pattern of the keys of places whose orders are no bookings, like a blocked table: `arrival/%/block`. */
  readonly blocks?: string
  /**
   * How confirmed bookings of the services of dates came, as far as it knows more than that a guest or the store entered
   * them, and how many come; one statement. Left out: it does not know.
   */
  sources?(on: Queryable, store: StoreNow, dates: Dates): Promise<SourceCount[]>
  /** The same of single orders: those of which it knows; one statement. */
  sourcesOf?(
    on: Queryable,
    storeId: Id<'Store'>,
    orderIds: readonly Id<'Order'>[],
  ): Promise<OrderSource[]>
}

/** How an order came to its store. */
export interface OrderSource {
  readonly orderId: Id<'Order'>
  readonly source: 'online' | 'phone' | 'walk-in' | 'block'
}

/** The patterns of keys of places whose orders are no bookings. */
export const blocksOf = (doors: Iterable<ReportingDoor>): string[] =>
  [...doors].flatMap(({ blocks = [] }) => blocks)

/** The hours of all doors of a store. */
export async function hourLoads(
  doors: readonly ReportingDoor[],
  on: Queryable,
  store: StoreNow,
  dates: Dates,
): Promise<HourLoad[]> {
  const found = await Promise.all(doors.map((door) => door.hourLoads?.(on, store, dates) ?? []))
  return found.flat()
}
