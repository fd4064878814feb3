import {
  busyOrders,
  type DeskRow,
  guestColumns,
  guestJoins,
  type Which,
} from '../../../bookings/desk/day-queries.ts'
import type { Sitting } from '../../../bookings/desk/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Order } from '../../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'

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

export interface AppointmentRow extends DeskRow {
  readonly key: string
}

/** Appointments that hold or have a person in a part of a shop's time, by start; or only one of them. */
export const listAppointments = (on: Queryable, storeId: Id<'Store'>, which: Which, now: Date) =>
  on.rows<AppointmentRow>(sql`
    select busy.*, booked.key, ${attendanceColumns}, ${guestColumns}
      from (${busyOrders(storeId, 'person/', which, now)}) as busy
      join order_lines h on h.store_id = busy.store_id and h.order_id = busy.id and not h.aside
                        and h.status in ('held', 'sold') and h.given_back < h.quantity
      join places booked on booked.store_id = h.store_id and booked.id = h.place_id
                        and starts_with(booked.key, 'appointment/')
      left join attendances a on a.store_id = busy.store_id and a.order_id = busy.id
      ${guestJoins}
     order by busy."startsAt", busy.id
  `)
