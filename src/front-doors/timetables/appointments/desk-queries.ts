import type { BookerTexts } from '../../../bookings/booker.ts'
import type { Sitting } from '../../../bookings/desk/rules.ts'
import { sealedBooker } from '../../../bookings/queries.ts'
import type { VisitOutcome } from '../../../bookings/visits/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { isAlive } from '../../../orders/alive.ts'
import type { Order } from '../../../orders/rules.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../../postgres/sql.ts'

// Attendances are protected by the lock of their order.

type OrderKey = Pick<Order, 'storeId' | 'id'>

const attendanceColumns = sql`
  a.source, a.arrived_at as "seatedAt", a.finished_at as "finishedAt",
  a.ended_early_of as "endedEarlyOf"`

export const readAttendance = (on: Queryable, { storeId, id }: OrderKey) =>
  on.maybe<Sitting>(sql`
    select ${attendanceColumns} from attendances a
     where a.store_id = ${storeId} and a.order_id = ${id}
  `)

export const writeAttendance = (tx: Tx, { storeId, id }: OrderKey, sitting: Sitting) =>
  tx.run(sql`
    insert into attendances (store_id, order_id, source, arrived_at, finished_at, ended_early_of)
    values (${storeId}, ${id}, ${sitting.source}, ${sitting.seatedAt}, ${sitting.finishedAt},
            ${sitting.endedEarlyOf})
        on conflict (store_id, order_id) do update
       set arrived_at = excluded.arrived_at, finished_at = excluded.finished_at,
           ended_early_of = excluded.ended_early_of
  `)

export interface AppointmentRow extends Omit<Sitting, 'source'> {
  readonly id: Id<'Order'>
  readonly number: string
  readonly status: 'ready' | 'paid'
  readonly source: Sitting['source'] | null
  readonly amount: number
  readonly key: string
  readonly startsAt: Date
  /** When its last quarter begins. */
  readonly lastAt: Date
  /** Encrypted. */
  readonly booker: BookerTexts | null
  readonly visit: VisitOutcome | null
  /** Encrypted. */
  readonly note: string | null
}

type Which = { readonly begins: Date; readonly ends: Date } | { readonly orderId: Id<'Order'> }

/** Appointments that hold or have a person in a part of a shop's time, by start; or only one of them. */
export const listAppointments = (on: Queryable, storeId: Id<'Store'>, which: Which, now: Date) =>
  on.rows<AppointmentRow>(sql`
    select busy.*, booked.key, ${sealedBooker}, ${attendanceColumns}, v.outcome as visit, n.note
      from (
        select o.store_id, o.id, o.number, o.status, o.amount,
               min(p.starts_at) as "startsAt", max(p.starts_at) as "lastAt"
          from places p
          join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.aside
                            and l.status in ('held', 'sold')
          join orders o on o.store_id = l.store_id and o.id = l.order_id
                       and (o.status = 'paid' or ${isAlive(now)})
         where p.store_id = ${storeId} and starts_with(p.key, 'person/') and ${ofWhich(which)}
         group by o.store_id, o.id, o.number, o.status, o.amount
      ) as busy
      join order_lines h on h.store_id = busy.store_id and h.order_id = busy.id and not h.aside
                        and h.status in ('held', 'sold') and h.given_back < h.quantity
      join places booked on booked.store_id = h.store_id and booked.id = h.place_id
                        and starts_with(booked.key, 'appointment/')
      left join attendances a on a.store_id = busy.store_id and a.order_id = busy.id
      left join bookers b on b.store_id = busy.store_id and b.order_id = busy.id
      left join visits v on v.store_id = busy.store_id and v.order_id = busy.id
      left join booking_notes n on n.store_id = busy.store_id and n.order_id = busy.id
     order by busy."startsAt", busy.id
  `)

const ofWhich = (which: Which): Sql =>
  'orderId' in which
    ? sql`l.order_id = ${which.orderId}`
    : sql`p.starts_at >= ${which.begins} and p.starts_at < ${which.ends}`
