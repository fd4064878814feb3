import type { BookerTexts } from '../../bookings/booker.ts'
import type { Sitting } from '../../bookings/desk/rules.ts'
import { sealedBooker } from '../../bookings/queries.ts'
import type { VisitOutcome } from '../../bookings/visits/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'

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

export interface FloorRow extends Omit<Sitting, 'source'> {
  readonly id: Id<'Order'>
  readonly number: string
  readonly status: 'ready' | 'paid'
  readonly source: Sitting['source'] | null
  readonly amount: number
  readonly arrivalKey: string
  readonly party: number
  readonly tableIds: readonly Id<'Table'>[]
  readonly startsAt: Date
  /** When its last quarter begins. */
  readonly lastAt: Date
  /** Encrypted. */
  readonly booker: BookerTexts | null
  readonly visit: VisitOutcome | null
  /** Encrypted. */
  readonly note: string | null
}

/** Parties that hold or have tables in a part of a store's time, by start; or only one of them. */
export const listParties = (
  on: Queryable,
  storeId: Id<'Store'>,
  which: { readonly begins: Date; readonly ends: Date } | { readonly orderId: Id<'Order'> },
  now: Date,
) =>
  on.rows<FloorRow>(sql`
    select seats.*, h.quantity - h.given_back as party, arrival.key as "arrivalKey",
           ${sealedBooker}, ${sittingColumns}, v.outcome as visit, n.note
      from (
        select o.store_id, o.id, o.number, o.status, o.amount,
               array_agg(distinct split_part(p.key, '/', 2)) as "tableIds",
               min(p.starts_at) as "startsAt", max(p.starts_at) as "lastAt"
          from places p
          join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.aside
                            and l.status in ('held', 'sold')
          join orders o on o.store_id = l.store_id and o.id = l.order_id
                       and (o.status = 'paid' or ${isAlive(now)})
         where p.store_id = ${storeId} and starts_with(p.key, 'table/') and ${ofWhich(which)}
         group by o.store_id, o.id, o.number, o.status, o.amount
      ) as seats
      join order_lines h on h.store_id = seats.store_id and h.order_id = seats.id and not h.aside
                        and h.status in ('held', 'sold') and h.given_back < h.quantity
      join places arrival on arrival.store_id = h.store_id and arrival.id = h.place_id
                         and starts_with(arrival.key, 'arrival/')
      left join sittings s on s.store_id = seats.store_id and s.order_id = seats.id
      left join bookers b on b.store_id = seats.store_id and b.order_id = seats.id
      left join visits v on v.store_id = seats.store_id and v.order_id = seats.id
      left join booking_notes n on n.store_id = seats.store_id and n.order_id = seats.id
     order by seats."startsAt", seats.id
  `)

const ofWhich = (
  which: { readonly begins: Date; readonly ends: Date } | { readonly orderId: Id<'Order'> },
): Sql =>
  'orderId' in which
    ? sql`l.order_id = ${which.orderId}`
    : sql`p.starts_at >= ${which.begins} and p.starts_at < ${which.ends}`
