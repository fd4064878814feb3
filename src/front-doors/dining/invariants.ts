import type { Invariant } from '../../postgres/invariant.ts'
import { sql } from '../../postgres/sql.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'a quarter of a table is one place, at the time that its key says',
    statement: sql`
      select p.key as violation
        from places p join stores s on s.id = p.store_id
       where starts_with(p.key, 'table/')
         and (p.capacity <> 1
              or p.starts_at is distinct from
                 (split_part(p.key, '/', 3) || ' ' || split_part(p.key, '/', 4))::timestamp
                   at time zone s.time_zone)`,
  },
  {
    name: 'a party has its arrival, and the same quarters at each of its tables from then on',
    statement: sql`
      with parts as (
        select o.store_id, o.id, o.number, split_part(p.key, '/', 1) as kind,
               array_agg(p.starts_at order by p.starts_at) as starts
          from places p
          join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                            and l.status in ('held', 'sold') and l.given_back < l.quantity
          join orders o on o.store_id = l.store_id and o.id = l.order_id
         where starts_with(p.key, 'arrival/') or starts_with(p.key, 'table/')
         group by o.store_id, o.id, o.number, kind, split_part(p.key, '/', 2)
      )
      select number as violation from parts
       group by store_id, id, number
      having count(*) filter (where kind = 'arrival') <> 1
          or count(distinct starts) filter (where kind = 'table') <> 1
          or min(starts[1]) filter (where kind = 'arrival')
             <> min(starts[1]) filter (where kind = 'table')`,
  },
  {
    name: 'the services of a day do not overlap',
    statement: sql`
      select one.store_id::text as violation
        from service_hours one
        join service_hours other
          on other.store_id = one.store_id and other.weekday is not distinct from one.weekday
         and other.date is not distinct from one.date and other.opens > one.opens
         and other.opens < one.closes`,
  },
]
