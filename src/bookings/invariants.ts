import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const bookingInvariants: readonly Invariant[] = [
  {
    name: 'an account that left is named by no booking',
    statement: sql`
      select o.number as violation
        from orders o join bookers b on b.store_id = o.store_id and b.order_id = o.id
       where o.buyer_id is null and coalesce(b.name, b.phone, b.message) is not null`,
  },
  {
    name: 'a line is left by its order only for the place that a move gave it, or when its store arranged it anew',
    statement: sql`
      select o.number as violation
        from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
       where l.status = 'moved' and o.arranged_at is null and not exists (
               select 1 from moves m
                where m.store_id = l.store_id and m.order_id = l.order_id
                  and m.from_place_id = l.place_id and m.state = 'accepted')`,
  },
  {
    name: 'a store keeps no note on a guest who left',
    statement: sql`
      select o.number as violation
        from booking_notes n join orders o on o.store_id = n.store_id and o.id = n.order_id
       where o.buyer_id is null`,
  },
]
