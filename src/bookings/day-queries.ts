import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { WallDate } from '../kernel/time.ts'
import { isBooked } from '../orders/alive.ts'
import { leftOfOrder } from '../payments/store-queries.ts'
import { type Queryable, type Sql, sql } from '../postgres/sql.ts'
import type { BookerTexts } from './booker.ts'
import type { BookedPlace } from './door.ts'
import type { Dates } from './load-rules.ts'
import { type Proposed, proposedFor } from './moves/queries.ts'
import { sealedBooker } from './queries.ts'
import { servedOn, serviceDate } from './served-queries.ts'
import type { VisitOutcome } from './visits/rules.ts'

/** Whose bookings are read, and of the services of which dates. */
export interface ServedAsk {
  readonly store: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date }
  readonly dates: Dates
  /** Patterns of keys of places whose orders are no bookings. */
  readonly blocks: readonly string[]
}

export interface DayBooking extends BookedPlace {
  readonly id: Id<'Order'>
  readonly number: string
  readonly status: 'ready' | 'paid' | 'canceled'
  readonly amount: number
  readonly currency: Currency
  readonly createdAt: Date
  readonly paidAt: Date | null
  readonly startsAt: Date
  /** Encrypted. */
  readonly booker: BookerTexts | null
  /** The buyer has deleted their account. */
  readonly left: boolean
  /** The store entered it itself. */
  readonly isEntered: boolean
  readonly visit: VisitOutcome | null
  /** Encrypted. */
  readonly note: string | null
  /** The proposal that the guest has not answered. */
  readonly proposed: Proposed | null
  /** What the store still holds of the price, in minor units. */
  readonly paidLeft: number
  /** It is the only line of its order. */
  readonly isAlone: boolean
}

/**
 * Lines of orders whose place is of the services of dates: paid, held, or canceled after payment. Without what is
 * held for the proposal of a move, and without blocks.
 */
export const bookedOn = ({ store, dates, blocks }: ServedAsk): Sql => sql`
  from places p
  join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status <> 'moved'
                    and not l.aside
  join orders o on o.store_id = l.store_id and o.id = l.order_id and not o.standing
                and (o.status <> 'paid' or l.given_back < l.quantity)
 where ${servedOn(store, dates)} and p.key not like all(${blocks}::text[])
   and ${isBooked(store.now)}
   and not exists (select from moves m where m.store_id = o.store_id and m.hold_id = o.id)`

/** The bookings of dates, by start. */
export const listDayBookings = (
  on: Queryable,
  asked: ServedAsk,
  page?: { readonly limit: number; readonly after: DayBooking | undefined },
) =>
  on.rows<DayBooking>(sql`
    select booked.*, ${sealedBooker}, v.outcome as visit, n.note,
           ${proposedFor(sql`(booked.store_id, booked.id)`)} as proposed,
           ${leftOfOrder(sql`(booked.store_id, booked.id)`)} as "paidLeft"
      from (
        select o.store_id, o.id, o.number, o.status, o.amount, o.currency,
               o.created_at as "createdAt", o.paid_at as "paidAt", p.id as "placeId", p.key,
               p.starts_at as "startsAt", l.quantity - l.given_back as quantity,
               l.quantity as bought, l.unit_price as "unitPrice", l.discount,
               l.tax_free as "taxFree", l.aside as "isAside",
               o.buyer_id is null as "left", o.by_store as "isEntered",
               not exists (select from order_lines other
                            where other.store_id = o.store_id and other.order_id = o.id
                              and other.place_id <> l.place_id and other.status <> 'moved') as "isAlone"
          ${bookedOn(asked)}
          ${
            page?.after
              ? sql`and (p.starts_at, o.id, p.id)
                      > (${page.after.startsAt}, ${page.after.id}::uuid, ${page.after.placeId}::uuid)`
              : sql``
          }
         order by p.starts_at, o.id, p.id
         ${page ? sql`limit ${page.limit}` : sql``}
      ) as booked
      left join bookers b on b.store_id = booked.store_id and b.order_id = booked.id
      left join visits v on v.store_id = booked.store_id and v.order_id = booked.id
      left join booking_notes n on n.store_id = booked.store_id and n.order_id = booked.id
     order by booked."startsAt", booked.id, booked."placeId"
  `)

/** How many orders are of the service of each date; those that were canceled do not count. */
export const countBookedDays = (on: Queryable, asked: ServedAsk) =>
  on.rows<{ date: WallDate; bookings: number }>(sql`
    select date::text, count(distinct id)::integer as bookings
      from (
        select ${serviceDate(asked.store.timeZone)} as date, o.id
          ${bookedOn(asked)} and o.status <> 'canceled'
      ) as booked
     group by date
     order by date
  `)
