import { orderInvariants } from '../orders/invariants.ts'
import { giveBackInvariants } from '../payments/invariants.ts'
import type { Agreement, Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'
import { staffInvariants } from '../stores/staff/invariants.ts'
import { walletInvariants } from '../wallets/invariants.ts'

/** Invariants of the core. Constraints refuse most violations; the audit checks again. */
export const invariants: readonly (Invariant | Agreement)[] = [
  ...orderInvariants,
  {
    name: 'a store’s time zone is one that PostgreSQL knows by name',
    statement: sql`
      select s.id || ' ' || s.time_zone as violation from stores s
       where not exists (select 1 from time_zones z where z.name = s.time_zone)`,
  },
  {
    name: 'a pinned order has a payment that is being settled',
    statement: sql`
      select o.number as violation from orders o
       where o.status = 'ready' and o.pinned_at is not null and not exists (
               select 1 from payments p
                where p.store_id = o.store_id and p.order_id = o.id
                  and p.state in ('authenticated', 'approving', 'approve-unknown', 'needs-review'))`,
  },
  {
    name: 'a paid order has a payment, or one and a wallet’s, that paid for all of it',
    statement: sql`
      select o.number as violation from orders o
       where o.status = 'paid' and o.amount <> (
               select coalesce(sum(p.approved), 0) from payments p
                where p.store_id = o.store_id and p.order_id = o.id
                  and p.fulfilled_at is not null)`,
  },
  {
    name: 'no order was charged twice',
    statement: sql`
      select order_id::text as violation from payments where fulfilled_at is not null
       group by store_id, order_id, gateway = 'wallet' having count(*) > 1`,
  },
  {
    name: 'no order was fulfilled by two ways of paying',
    statement: sql`
      select o.number as violation
        from orders o join payments p on p.store_id = o.store_id and p.order_id = o.id
       where p.fulfilled_at is not null
       group by o.store_id, o.id
      having sum(p.approved) > o.amount`,
  },
  {
    name: 'money of an order that is not paid goes back within 10 minutes, or a person looks',
    statement: sql`
      select p.id::text as violation
        from payments p join orders o on o.store_id = p.store_id and o.id = p.order_id
       where p.approved - p.refunded > coalesce(
               (select c.kept from cancellations c
                 where c.store_id = o.store_id and c.order_id = o.id), 0) + (
               select coalesce(sum(g.kept), 0) from give_backs g
                where g.store_id = o.store_id and g.order_id = o.id)
         and p.state not in ('fulfilled', 'needs-review')
         and o.status <> 'paid' and p.changed_at < clock_now() - interval '10 minutes'`,
  },
  {
    name: 'what is kept of a canceled order is what its policy let be kept',
    statement: sql`
      select o.number as violation
        from cancellations c join orders o on o.store_id = c.store_id and o.id = c.order_id
       where o.status <> 'canceled' or c.kept > (
               select coalesce(sum(p.approved - p.refunded), 0) from payments p
                where p.store_id = o.store_id and p.order_id = o.id
             ) + ( -- and what the store gave back of it afterwards
               select coalesce(sum(r.amount), 0)
                 from payments p
                 join refunds r on r.store_id = p.store_id and r.payment_id = p.id
                where p.store_id = o.store_id and p.order_id = o.id and r.state = 'done'
                  and r.created_at > c.at)`,
  },
  {
    name: 'no payment stays unsettled for longer than its schedule',
    statement: sql`
      select id::text as violation from payments
       where state in ('preparing', 'authenticated', 'approving', 'approve-unknown', 'refunding',
                       'refund-unknown', 'refund-pending')
         and (check_at is null or check_at < clock_now() - interval '10 minutes')`,
  },
  {
    name: 'never more is given back than was taken, nor taken than was owed',
    statement: sql`
      select id::text as violation from payments
       where refunded > coalesce(approved, 0) or refunded < 0
          or (approved > amount and fulfilled_at is not null)`,
  },
  {
    name: 'neither the taxed nor the tax-free part of a payment is given back twice',
    statement: sql`
      select p.id::text as violation
        from payments p
        join refunds r on r.store_id = p.store_id and r.payment_id = p.id and r.state <> 'refused'
       group by p.store_id, p.id
      having sum(r.tax_free) > p.tax_free
          or sum(r.amount - r.tax_free) > p.approved - p.tax_free`,
  },
  {
    name: 'what waits for a person says why',
    statement: sql`
      select id::text as violation from payments where state = 'needs-review' and reason is null`,
  },
  {
    name: 'what refunds say was given back is what their payment says',
    statement: sql`
      select p.id::text as violation from payments p
       where p.refunded <> (
               select coalesce(sum(r.amount), 0) from refunds r
                where r.store_id = p.store_id and r.payment_id = p.id and r.state = 'done')`,
  },
  {
    name: 'the amounts in a payment’s history add up to what is kept of it',
    statement: sql`
      select p.id::text as violation from payments p
       where coalesce(p.approved, 0) - p.refunded <> (
               select coalesce(sum(e.amount), 0) from payment_events e
                where e.store_id = p.store_id and e.payment_id = p.id)`,
  },
  {
    name: 'a payment’s history is numbered without a gap, and ends in its state',
    statement: sql`
      select p.id::text as violation
        from payments p
        join lateral (
               select count(*) as events, max(e.seq) as last,
                      (array_agg(e.state order by e.seq desc))[1] as state
                 from payment_events e
                where e.store_id = p.store_id and e.payment_id = p.id) as h on true
       where h.events <> h.last or h.state is distinct from p.state`,
  },
  {
    name: 'a gateway’s payment belongs to one of ours',
    statement: sql`
      select gateway || ' ' || reference as violation from payments where reference is not null
       group by gateway, reference having count(*) > 1`,
  },
  {
    name: 'a payment costs what its order does, in its currency',
    statement: sql`
      select p.id::text as violation
        from payments p join orders o on o.store_id = p.store_id and o.id = p.order_id
       where p.approved is not null
         and (p.amount > o.amount or p.currency <> o.currency
              or (p.amount < o.amount and p.wallet_part is null and p.gateway <> 'wallet'))`,
  },
  {
    name: 'who bought is an account, or nobody any more',
    of: 'cell',
    cell: sql`
      select distinct buyer_id::text as key, 1 as value from orders
       where status = 'paid' and buyer_id is not null and not by_store`,
    house: sql`
      select id::text as key, 1 as value from accounts
       union
      select account_id::text, 1 from leavers`,
  },
  {
    name: 'an open store has an owner',
    of: 'cell',
    cell: sql`
      select distinct owner_id::text as key, 1 as value from stores
       where closed_at is null and front_door <> 'wallet'`,
    house: sql`select id::text as key, 1 as value from accounts`,
  },
  {
    name: 'a line names nobody but the buyer of its order',
    statement: sql`
      select l.order_id::text as violation
        from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
       where l.buyer_id is not null and l.buyer_id is distinct from o.buyer_id`,
  },
  {
    name: 'no API key is used once it was revoked or had expired',
    statement: sql`
      select id::text as violation from api_keys
       where last_used_at > least(revoked_at, expires_at) + interval '10 seconds'`,
  },
  {
    name: 'an event waits for its delivery no longer than 10 minutes',
    statement: sql`
      select topic || ' ' || subject_id as violation from outbox where at < clock_now() - interval '10 minutes'`,
  },
  {
    name: 'what a consumer could not take is tried within 10 minutes of its time, one after the other',
    statement: sql`
      select consumer || ' ' || id as violation from parked_events p
       where next_try_at < clock_now() - interval '10 minutes'
         and not exists (
               select 1 from parked_events before
                where before.consumer = p.consumer and before.subject_id = p.subject_id
                  and before.position < p.position)`,
  },
  {
    name: 'no consumer is further than the log',
    statement: sql`
      select name as violation from consumers
       where position > (select position from log_head)
       union all
      select 'event ' || position from events
       where position > (select position from log_head)`,
  },
  {
    name: 'a mail is tried within 10 minutes of its time',
    statement: sql`
      select id::text as violation from mails
       where next_try_at < clock_now() - interval '10 minutes'`,
  },
  {
    name: 'a key is answered within 5 minutes, or free again',
    statement: sql`
      select scope || ' ' || key as violation from idempotency_keys
       where answer is null and created_at < clock_now() - interval '5 minutes'`,
  },
  ...giveBackInvariants,
  ...staffInvariants,
  ...walletInvariants,
]
