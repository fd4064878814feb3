import type { Invariant } from '../../postgres/invariant.ts'
import { sql } from '../../postgres/sql.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'a seat is one place, at the time of its performance',
    statement: sql`
      select p.key as violation
        from performances f
        join places p on p.store_id = f.store_id and split_part(p.key, '/', 2) = f.id::text
                     and starts_with(p.key, 'seat/')
       where p.capacity <> 1 or p.starts_at is distinct from f.starts_at`,
  },
  {
    name: 'what is not for sale is not taken',
    statement: sql`
      select p.key as violation
        from held_back_seats b
        join places p on p.key = 'seat/' || b.performance_id || '/' || b.seat_id
                     and p.store_id = b.store_id
       where p.remaining < p.capacity`,
  },
  {
    name: 'a seat that somebody will sit on is in the hall',
    statement: sql`
      select p.key as violation
        from performances f
        join places p on p.store_id = f.store_id and p.starts_at = f.starts_at
                     and split_part(p.key, '/', 2) = f.id::text and p.remaining < p.capacity
       where f.canceled_at is null and f.starts_at > clock_now()
         and not exists (
               select from seats s
                where s.store_id = p.store_id and s.id = split_part(p.key, '/', 3)::integer
                  and not s.retired)`,
  },
  {
    name: 'a hall says how many seats it has',
    statement: sql`
      select h.store_id::text as violation
        from halls h
       where h.seats <> (select count(*) from seats s
                          where s.store_id = h.store_id and not s.retired)`,
  },
]
