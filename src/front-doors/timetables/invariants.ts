import type { Invariant } from '../../postgres/invariant.ts'
import { sql } from '../../postgres/sql.ts'
import { sellsBy } from '../../stores/queries.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'what was taken at a timetable was taken on the date of its place, by the shop’s wall',
    statement: sql`
      select o.number as violation
        from places p
        join stores s on s.id = p.store_id and starts_with(p.key, 'timetable/')
        join time_zones z on z.name = s.time_zone
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id
        join orders o on o.store_id = l.store_id and o.id = l.order_id
       where split_part(p.key, '/', 3) <>
               to_char(o.created_at at time zone z.name, 'YYYY-MM-DD')
          or (o.standing and split_part(p.key, '/', 3) <>
               to_char(l.taken_at at time zone z.name, 'YYYY-MM-DD'))`,
  },
  {
    name: 'only what is taken at a timetable is taken by a standing order',
    statement: sql`
      select o.number as violation
        from orders o join stores s on s.id = o.store_id
       where o.standing and not ${sellsBy('timetables')}`,
  },
  {
    name: 'no more is for sale of a place at a timetable than its timetable has for ever',
    statement: sql`
      select p.key as violation
        from timetables t
        join places p on p.store_id = t.store_id
                     and split_part(p.key, '/', 2) = t.id::text and starts_with(p.key, 'timetable/')
       where p.capacity - p.excess > t.basic_remaining`,
  },
  {
    name: 'a day that is over took no more than it had, and says the same of each timetable',
    statement: sql`
      select d.store_id || ' ' || d.date as violation
        from timetable_days d
        cross join lateral (
          select count(*) as timetables, coalesce(sum((one ->> 'capacity')::integer), 0) as capacity,
                 coalesce(sum((one ->> 'taken')::integer), 0) as taken
            from jsonb_array_elements(d.times) as one
        ) as each
       where (each.timetables, each.capacity, each.taken)
             is distinct from (d.timetables, d.capacity, d.taken)`,
  },
]
