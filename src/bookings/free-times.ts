import type { Id } from '../kernel/id.ts'
import type { WallDate, WallTime } from '../kernel/time.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Pricing } from '../stores/pricing-rules.ts'
import type { DateHours, Hours } from '../stores/profile/hours-rules.ts'

/** A store whose next opening is requested. */
export interface OpeningStore {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly pricing: Pricing
}

/** When somebody wants to come, in the time zone of each store. */
export interface FreeTimesAsk {
  readonly date?: WallDate | undefined
  readonly time?: WallTime | undefined
  /** How many come. */
  readonly party?: number | undefined
}

/** A time that a party can book, of many stores. */
export interface FreeTime {
  readonly storeId: Id<'Store'>
  readonly startsAt: Date
  readonly remaining: number
  /** Of one, in minor units. */
  readonly price: number
  /** What to claim, in the door's terms. */
  readonly item: Readonly<Record<string, string>>
}

/** What a front door may declare so that its stores are found. */
export interface FindingDoor {
  /** What a store sells, by name, besides its menu: its services. Searches find the store by it. */
  offerNames?(on: Queryable, storeId: Id<'Store'>): Promise<readonly string[]>
  /** When a store can be booked in every week, where the door knows. Left out, or none: what its profile says. */
  openingHours?(on: Queryable, storeId: Id<'Store'>): Promise<Hours[]>
  /** Those of these dates, of different weekdays, that have hours of their own, or none: it is closed. One statement. */
  hoursOfDates?(
    on: Queryable,
    storeId: Id<'Store'>,
    dates: readonly WallDate[],
  ): Promise<DateHours[]>
  /**
   * Times of many stores that a party can book now: of the date that is asked for, else of all that it sells, soonest
   * first. It may answer more than fit the rest that is asked. A fixed number of statements. Left out: lists show
   * the next opening.
   */
  freeTimes?(
    on: Queryable,
    stores: readonly OpeningStore[],
    asked: FreeTimesAsk,
    now: Date,
  ): Promise<FreeTime[]>
  /** A time that it sells is for one person: searches for more leave its stores out. */
  readonly isForOne?: boolean
  /** Those of these stores that are only ever booked on the same day. One statement. */
  todayOnly?(
    on: Queryable,
    storeIds: readonly Id<'Store'>[],
  ): Promise<{ readonly storeId: Id<'Store'> }[]>
}
