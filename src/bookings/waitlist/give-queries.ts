import type { Id } from '../../kernel/id.ts'
import { sql, type Tx } from '../../postgres/sql.ts'
import type { Terms } from '../../waitlist/rules.ts'

/** As `lockGuest`, at every store where the guest waits: what both wait for is then known. In the order of the stores. */
export const lockJoins = (tx: Tx, from: Id<'Account'>, to: Id<'Account'>) =>
  tx.run(sql`
    select pg_advisory_xact_lock(hashtextextended('waitlist ' || s.store_id || ' ' || ${to}::text, 0))
      from (select distinct w.store_id from waitlist_entries w
             where w.buyer_id = ${from} and w.ended_at is null
             order by w.store_id) as s
  `)

/**
 * Gives what a guest waits for to the account that they turn out to be, after the orders and `lockJoins`. A guest's entry
 * ends where that account waits for the same, waits for as much as the store lets it, or did not get the order.
 *
 * @param entriesPerGuest where a store says nothing
 */
export const giveEntries = (
  tx: Tx,
  { from, to }: { readonly from: Id<'Account'>; readonly to: Id<'Account'> },
  { entriesPerGuest }: Pick<Terms, 'entriesPerGuest'>,
) =>
  tx.run(sql`
    with own as (
      select w.store_id, w.id, w.ended_at is null as is_open,
             w.ended_at is null and (
               exists (
                 select from waitlist_entries h
                  where h.buyer_id = ${to} and h.store_id = w.store_id and h.ended_at is null
                    and h.place_id = w.place_id)
               or exists (
                 select from orders o
                  where o.store_id = w.store_id and o.id = w.order_id
                    and o.buyer_id is distinct from ${to})) as is_in_the_way
        from waitlist_entries w where w.buyer_id = ${from}
    ), moving as (
      select own.store_id, own.id,
             row_number() over (partition by own.store_id order by w.joined_at, own.id) as at
        from own join waitlist_entries w on w.store_id = own.store_id and w.id = own.id
       where own.is_open and not own.is_in_the_way
    ), free as (
      select s.store_id, n.slot, row_number() over (partition by s.store_id order by n.slot) as at
        from (select distinct store_id from moving) as s
        left join waitlist_terms t on t.store_id = s.store_id
       cross join lateral generate_series(1, coalesce(t.entries_per_guest, ${entriesPerGuest}::integer)) as n (slot)
       where not exists (
               select from waitlist_entries h
                where h.buyer_id = ${to} and h.store_id = s.store_id and h.slot = n.slot
                  and h.ended_at is null)
    )
    update waitlist_entries w
       set buyer_id = ${to}, slot = coalesce(free.slot, w.slot),
           state = case when own.is_open and free.slot is null then 'left' else w.state end,
           ended_at = case when own.is_open and free.slot is null then ${tx.now}::timestamptz
                           else w.ended_at end
      from own
      left join moving on moving.store_id = own.store_id and moving.id = own.id
      left join free on free.store_id = moving.store_id and free.at = moving.at
     where w.store_id = own.store_id and w.id = own.id
  `)
