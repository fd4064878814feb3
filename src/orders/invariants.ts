import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

/** Of places, and of the orders that hold, bought or let go of them. */
export const orderInvariants: readonly Invariant[] = [
  {
    name: 'what is gone from a place is what lines hold or bought of it, took for good, or let go just now',
    statement: sql`
      select p.key as violation from places p
       where p.capacity - p.remaining <> (
               select coalesce(sum(case when l.status in ('held', 'sold') then l.quantity
                                        else l.given_back end - l.restocked), 0)
                 from order_lines l
                where l.store_id = p.store_id and l.place_id = p.id and l.status <> 'moved') + (
               select coalesce(sum(f.quantity), 0) from freed_places f
                where f.store_id = p.store_id and f.place_id = p.id)`,
  },
  {
    name: 'what was let go is back within 60 seconds of its time, and its time is no further than its delay',
    statement: sql`
      select f.order_id || ' ' || f.place_id as violation
        from freed_places f
        join order_lines l on l.store_id = f.store_id and l.order_id = f.order_id
                          and l.place_id = f.place_id
       where f.back_at < clock_now() - interval '60 seconds'
          or f.back_at > clock_now() + l.release_delay_ms * interval '1 millisecond'`,
  },
  {
    name: 'an order that holds a place has not let go of it',
    statement: sql`
      select o.number as violation
        from freed_places f
        join order_lines l on l.store_id = f.store_id and l.order_id = f.order_id
                          and l.place_id = f.place_id
        join orders o on o.store_id = l.store_id and o.id = l.order_id
       where l.status = 'held' or (l.status = 'sold' and l.given_back < f.quantity)`,
  },
  {
    name: 'no place is sold beyond its capacity',
    statement: sql`
      select key as violation from places where remaining < 0 or remaining > capacity`,
  },
  {
    name: 'a buyer holds a place in one ready order at most',
    statement: sql`
      select place_id::text as violation from order_lines where status = 'held'
       group by store_id, place_id, buyer_id having count(*) > 1 and buyer_id is not null`,
  },
  {
    name: 'a line has its order and its place, and an order its store',
    statement: sql`
      select l.order_id::text as violation
        from order_lines l
        left join orders o on o.store_id = l.store_id and o.id = l.order_id
        left join places p on p.store_id = l.store_id and p.id = l.place_id
       where o.id is null or p.id is null
       union all
      select o.number from orders o left join stores s on s.id = o.store_id where s.id is null`,
  },
  {
    name: 'lines live as their order does: ready holds, paid has bought, the rest has let go',
    statement: sql`
      select o.number as violation
        from orders o join order_lines l on l.store_id = o.store_id and l.order_id = o.id
       where l.status <> case o.status when 'ready' then 'held' when 'paid' then 'sold'
                                       else 'released' end
         and not (o.standing and l.status = 'released')
         and not (l.status = 'released' and l.given_back = l.quantity)
         and l.status <> 'moved'`,
  },
  {
    name: 'a standing order has one line',
    statement: sql`
      select o.number as violation from orders o
       where o.standing and 1 <> (
               select count(*) from order_lines l
                where l.store_id = o.store_id and l.order_id = o.id)`,
  },
  {
    name: 'an order has lines, and costs their sum, less discounts, and its fee',
    statement: sql`
      select o.number as violation from orders o
       where o.amount is distinct from (
               select sum(l.quantity * l.unit_price - l.discount) + o.fee from order_lines l
                where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved')`,
  },
  {
    name: 'what expired is tidied within 60 seconds',
    statement: sql`
      select number as violation from orders
       where status = 'ready' and pinned_at is null
         and expires_at < clock_now() - interval '60 seconds'`,
  },
]
