import {
  busyOrders,
  type DeskRow,
  guestColumns,
  guestJoins,
  type Which,
} from '../../bookings/desk/day-queries.ts'
import type { Sitting } from '../../bookings/desk/rules.ts'
import type { Id } from '../../kernel/id.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

// Sittings are protected by the lock of their order.

type OrderKey = Pick<Order, 'storeId' | 'id'>

const sittingColumns = sql`
  s.source, s.seated_at as "seatedAt", s.finished_at as "finishedAt",
  s.ended_early_of as "endedEarlyOf"`

export const readSitting = (on: Queryable, { storeId, id }: OrderKey) =>
  on.maybe<Sitting>(sql`
    select ${sittingColumns} from sittings s where s.store_id = ${storeId} and s.order_id = ${id}
  `)

export const writeSitting = (tx: Tx, { storeId, id }: OrderKey, sitting: Sitting) =>
  tx.run(sql`
    insert into sittings (store_id, order_id, source, seated_at, finished_at, ended_early_of)
    values (${storeId}, ${id}, ${sitting.source}, ${sitting.seatedAt}, ${sitting.finishedAt},
            ${sitting.endedEarlyOf})
        on conflict (store_id, order_id) do update
       set seated_at = excluded.seated_at, finished_at = excluded.finished_at,
           ended_early_of = excluded.ended_early_of
  `)

export interface FloorRow extends DeskRow {
  readonly arrivalKey: string
  readonly party: number
  readonly takenIds: readonly Id<'Table'>[]
}

/** Parties that hold or have tables in a part of a store's time, by start; or only one of them. */
export const listParties = (on: Queryable, storeId: Id<'Store'>, which: Which, now: Date) =>
  on.rows<FloorRow>(sql`
    select busy.*, h.quantity - h.given_back as party, arrival.key as "arrivalKey",
           ${sittingColumns}, ${guestColumns}
      from (${busyOrders(storeId, 'table/', which, now)}) as busy
      join order_lines h on h.store_id = busy.store_id and h.order_id = busy.id and not h.aside
                        and h.status in ('held', 'sold') and h.given_back < h.quantity
      join places arrival on arrival.store_id = h.store_id and arrival.id = h.place_id
                         and starts_with(arrival.key, 'arrival/')
      left join sittings s on s.store_id = busy.store_id and s.order_id = busy.id
      ${guestJoins}
     order by busy."startsAt", busy.id
  `)
