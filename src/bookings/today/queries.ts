import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

/** A store with its day. */
export interface DayOfStore {
  readonly storeId: Id<'Store'>
  readonly begins: Date
  readonly ends: Date
}

export interface StoreToday {
  readonly storeId: Id<'Store'>
  readonly bookings: number
  readonly coming: number
  readonly next: readonly {
    readonly bookingId: Id<'Order'>
    readonly startsAt: string
    /** Encrypted. */
    readonly name: string | null
  }[]
  readonly proposals: number
  readonly reviews: number
  readonly refunds: number
}

const NEXT_MOST = 5

/**
 * Today of many stores, in one statement: each store's part runs over its own indexes.
 *
 * @param blocks keys of places whose orders are no bookings
 */
export const readToday = (
  on: Queryable,
  days: readonly DayOfStore[],
  now: Date,
  blocks: readonly string[],
) =>
  on.rows<StoreToday>(sql`
    select d.store_id as "storeId", counted.bookings, counted.coming, counted.next,
           (select count(*)::integer from moves m
              join orders h on h.store_id = m.store_id and h.id = m.hold_id and h.status = 'ready'
             where m.store_id = d.store_id and m.state = 'proposed') as proposals,
           (select count(*)::integer from payments p
             where p.store_id = d.store_id and p.state = 'needs-review') as reviews,
           (select count(*)::integer from payments p
             where p.store_id = d.store_id and p.check_at is not null
               and p.state in ('refunding', 'refund-pending', 'refund-unknown')) as refunds
      from unnest(
             ${uuids(days.map(({ storeId }) => storeId))}::uuid[],
             ${days.map(({ begins }) => begins)}::timestamptz[],
             ${days.map(({ ends }) => ends)}::timestamptz[]
           ) as d (store_id, begins, ends)
     cross join lateral (
       select count(*)::integer as bookings,
              count(*) filter (where "startsAt" > ${now})::integer as coming,
              coalesce(jsonb_agg(jsonb_build_object(
                  'bookingId', id, 'startsAt', "startsAt",
                  'name', (select b.name from bookers b
                            where b.store_id = d.store_id and b.order_id = id)
                ) order by "startsAt", id)
                filter (where "startsAt" > ${now} and nth <= ${NEXT_MOST}), '[]') as next
         from (
           select id, "startsAt",
                  row_number() over (partition by "startsAt" > ${now} order by "startsAt", id) as nth
             from (
               select o.id, min(p.starts_at) as "startsAt"
                 from places p
                 join order_lines l on l.store_id = p.store_id and l.place_id = p.id and not l.aside
                                   and l.status in ('held', 'sold') and l.given_back < l.quantity
                 join orders o on o.store_id = l.store_id and o.id = l.order_id and not o.standing
                              and (o.status = 'paid' or ${isAlive(now)})
                where p.store_id = d.store_id and p.starts_at >= d.begins and p.starts_at < d.ends
                  and p.key not like all(${blocks}::text[])
                  and not exists (select from moves m
                                   where m.store_id = o.store_id and m.hold_id = o.id)
                group by o.id
             ) as begun
         ) as sorted
     ) as counted
  `)
