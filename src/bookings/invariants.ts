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
    name: 'what the waitlist offers is an order of the one who waits, of the place that they wait for',
    statement: sql`
      select w.id::text as violation
        from waitlist_entries w
        join orders o on o.store_id = w.store_id and o.id = w.order_id
       where w.state = 'offered'
         and (o.buyer_id is distinct from w.buyer_id
              or not exists (
                   select from order_lines l
                    where l.store_id = w.store_id and l.order_id = w.order_id
                      and l.place_id = w.place_id))`,
  },
  {
    name: 'whoever waits is seen by the claims of the place',
    statement: sql`
      select w.id::text as violation
        from waitlist_entries w join places p on p.store_id = w.store_id and p.id = w.place_id
       where w.state = 'waiting' and not p.is_waited`,
  },
  {
    name: 'a guest who left is found by no phone',
    statement: sql`
      select o.number as violation
        from orders o join bookers b on b.store_id = o.store_id and b.order_id = o.id
       where o.buyer_id is null and b.phone_index is not null`,
  },
  {
    name: 'a no-show that was settled has given back what it says, at least',
    statement: sql`
      select o.number as violation
        from no_shows n join orders o on o.store_id = n.store_id and o.id = n.order_id
       where n.refund > (
               select coalesce(sum(r.amount), 0)
                 from payments p
                 join refunds r on r.store_id = p.store_id and r.payment_id = p.id
                where p.store_id = n.store_id and p.order_id = n.order_id
                  and r.reason = 'no-show' and r.state <> 'refused')`,
  },
  {
    name: 'a no-show is settled within an hour of its time',
    statement: sql`
      select o.number as violation
        from no_shows n join orders o on o.store_id = n.store_id and o.id = n.order_id
       where n.settled_at is null and n.due_at < clock_now() - interval '1 hour'`,
  },
  {
    name: 'a store keeps no note on a guest who left',
    statement: sql`
      select o.number as violation
        from (select store_id, order_id from booking_notes
               union all
              select store_id, order_id from guest_notes) as n
        join orders o on o.store_id = n.store_id and o.id = n.order_id
       where o.buyer_id is null`,
  },
]
