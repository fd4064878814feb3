import type { Invariant } from '../../../postgres/invariant.ts'
import { sql } from '../../../postgres/sql.ts'

export const parcelInvariants: readonly Invariant[] = [
  {
    name: 'no more units are in parcels than were sold and not canceled',
    statement: sql`
      select l.order_id::text as violation
        from order_lines l
       cross join lateral (
               select sum(q.quantity) as packed from parcel_lines q
                where q.store_id = l.store_id and q.order_id = l.order_id
                  and q.place_id = l.place_id
             ) as units
       where units.packed > l.quantity`,
  },
  {
    name: 'what is packed to be sent was not given back',
    statement: sql`
      select p.order_id::text as violation
        from parcels p
        join orders o on o.store_id = p.store_id and o.id = p.order_id
       where p.shipped_at is null and o.status <> 'paid'`,
  },
  {
    name: 'no more units come back than were sent, and each once',
    statement: sql`
      select back.order_id::text as violation
        from (select l.store_id, l.order_id, l.place_id, sum(l.quantity) as units
                from return_lines l join returns r on r.store_id = l.store_id and r.id = l.return_id
               where r.state not in ('refused', 'withdrawn', 'canceled')
               group by l.store_id, l.order_id, l.place_id) as back
       where back.units > (
               select coalesce(sum(q.quantity), 0)
                 from parcel_lines q join parcels p on p.store_id = q.store_id and p.id = q.parcel_id
                where q.store_id = back.store_id and q.order_id = back.order_id
                  and q.place_id = back.place_id and p.shipped_at is not null)`,
  },
  {
    name: 'the money of a return that is done was given back',
    statement: sql`
      select back.order_id::text as violation
        from (select l.store_id, l.root_order_id as order_id, l.root_place_id as place_id,
                     sum(l.quantity) as units
                from return_lines l join returns r on r.store_id = l.store_id and r.id = l.return_id
               where r.kind = 'return' and r.state = 'done'
               group by l.store_id, l.root_order_id, l.root_place_id) as back
        left join order_lines l on l.store_id = back.store_id and l.order_id = back.order_id
                               and l.place_id = back.place_id
       where l.given_back is null or (l.status <> 'released' and l.given_back < back.units)`,
  },
  {
    name: 'an exchange costs nothing, and is made with its approval',
    statement: sql`
      select r.id::text as violation
        from returns r
        left join orders o on o.store_id = r.store_id and o.id = r.exchange_order_id
       where r.kind = 'exchange'
         and ((r.approved_at is null) <> (o.id is null)
              or o.amount <> 0
              or (r.state in ('refused', 'withdrawn') and o.status <> 'canceled'))`,
  },
]
