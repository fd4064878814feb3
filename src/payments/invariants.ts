import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const giveBackInvariants: readonly Invariant[] = [
  {
    name: 'what a line says was given back is what the steps of giving back say',
    statement: sql`
      select o.number as violation
        from orders o
        join lateral (
               select sum(l.given_back) filter (where l.status <> 'moved') as units,
                      sum(l.restocked) filter (where l.status <> 'moved') as restocked
                 from order_lines l
                where l.store_id = o.store_id and l.order_id = o.id) as has on true
        join lateral (
               select coalesce(sum(g.quantity), 0) as units,
                      coalesce(sum(g.quantity) filter (where g.restocked), 0) as restocked
                 from give_back_lines g
                where g.store_id = o.store_id and g.order_id = o.id) as back on true
       where has.units <> back.units or has.restocked <> back.restocked`,
  },
  {
    name: 'an order of which something was given back is refunded as its steps say, at least',
    statement: sql`
      select o.number as violation
        from orders o
        join lateral (
               select sum(g.refund) as amount from give_backs g
                where g.store_id = o.store_id and g.order_id = o.id) as back on true
        join lateral (
               select coalesce(sum(r.amount), 0) as amount
                 from payments p
                 join refunds r on r.store_id = p.store_id and r.payment_id = p.id
                where p.store_id = o.store_id and p.order_id = o.id
                  and r.state <> 'refused') as paid on true
       where back.amount > paid.amount`,
  },
]
