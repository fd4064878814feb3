import type { Id } from '../kernel/id.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

/** Orders that a buyer has paid and that have something still to begin, soonest first; `count`: of all of them. */
export const listAhead = (on: Queryable, buyerId: Id<'Account'>, now: Date, most: number) =>
  on.rows<{ store: string; number: string; startsAt: Date; count: number }>(sql`
    select s.name as store, o.number, min(p.starts_at) as "startsAt", count(*) over ()::bigint as count
      from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status = 'sold'
      join places p on p.store_id = l.store_id and p.id = l.place_id
      join stores s on s.id = o.store_id
     where o.buyer_id = ${buyerId} and o.status = 'paid' and p.starts_at > ${now}
     group by o.store_id, o.id, o.number, s.name
     order by min(p.starts_at), o.number
     limit ${most}
  `)
