import type { Invariant } from '../../../postgres/invariant.ts'
import { sql } from '../../../postgres/sql.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'a quarter of a person is one place, at the time that its key says',
    statement: sql`
      select p.key as violation
        from places p join stores s on s.id = p.store_id
       where starts_with(p.key, 'person/')
         and (p.capacity <> 1
              or p.starts_at is distinct from
                 (split_part(p.key, '/', 3) || ' ' || split_part(p.key, '/', 4))::timestamp
                   at time zone s.time_zone)`,
  },
  {
    name: 'an appointment has the quarters of its person from its start on, and of nobody else',
    statement: sql`
      select o.number as violation
        from places p
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                          and l.status in ('held', 'sold') and l.given_back < l.quantity
        join orders o on o.store_id = l.store_id and o.id = l.order_id
       where starts_with(p.key, 'appointment/') or starts_with(p.key, 'person/')
       group by o.store_id, o.id, o.number
      having count(*) filter (where starts_with(p.key, 'appointment/')) <> 1
          or count(*) filter (where starts_with(p.key, 'person/')) = 0
          or count(distinct split_part(p.key, '/', 2)) <> 1
          or min(p.starts_at) filter (where starts_with(p.key, 'appointment/'))
             <> min(p.starts_at) filter (where starts_with(p.key, 'person/'))`,
  },
]
