import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import { type Sql, sql } from '../../postgres/sql.ts'
import type { BookerTexts } from '../booker.ts'
import { sealedBooker } from '../queries.ts'
import type { VisitOutcome } from '../visits/rules.ts'
import type { Sitting } from './rules.ts'

/** An order that holds or has quarters of an hour of something, as the desk reads it. */
export interface DeskRow extends Omit<Sitting, 'source'> {
  readonly id: Id<'Order'>
  readonly number: string
  readonly status: 'ready' | 'paid'
  readonly source: Sitting['source'] | null
  readonly amount: number
  readonly startsAt: Date
  /** When its last quarter begins. */
  readonly lastAt: Date
  /** Encrypted. */
  readonly booker: BookerTexts | null
  readonly visit: VisitOutcome | null
  /** Encrypted. */
  readonly note: string | null
}

/** A part of a store's time, or only one order. */
export type Which =
  | { readonly begins: Date; readonly ends: Date }
  | { readonly orderId: Id<'Order'> }

/** Orders that hold or have quarters at places whose keys begin so, with what of: `table/{of}/…`. */
export const busyOrders = (storeId: Id<'Store'>, prefix: string, which: Which, now: Date) => sql`
  select o.store_id, o.id, o.number, o.status, o.amount,
         array_agg(distinct split_part(p.key, '/', 2)) as "takenIds",
         min(p.starts_at) as "startsAt", max(p.starts_at) as "lastAt"
    from places p
    join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.aside
                      and l.status in ('held', 'sold')
    join orders o on o.store_id = l.store_id and o.id = l.order_id
                 and (o.status = 'paid' or ${isAlive(now)})
   where p.store_id = ${storeId} and starts_with(p.key, ${prefix}) and ${ofWhich(which)}
   group by o.store_id, o.id, o.number, o.status, o.amount`

const ofWhich = (which: Which): Sql =>
  'orderId' in which
    ? sql`l.order_id = ${which.orderId}`
    : sql`p.starts_at >= ${which.begins} and p.starts_at < ${which.ends}`

/** What is known of the guests of `busy` orders, with `guestJoins`. */
export const guestColumns = sql`${sealedBooker}, v.outcome as visit, n.note`

export const guestJoins = sql`
  left join bookers b on b.store_id = busy.store_id and b.order_id = busy.id
  left join visits v on v.store_id = busy.store_id and v.order_id = busy.id
  left join booking_notes n on n.store_id = busy.store_id and n.order_id = busy.id`
