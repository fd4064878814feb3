import type { Invariant } from '../../postgres/invariant.ts'
import { sql } from '../../postgres/sql.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'bids of a lot are numbered without gaps, and so are its steps and bidders',
    statement: sql`
      select l.id::text as violation
        from lots l
       cross join lateral (
               select count(number) as numbered, coalesce(max(number), 0) as number,
                      count(*) as steps, coalesce(max(step), 0) as step
                 from bids b where b.store_id = l.store_id and b.lot_id = l.id
             ) as made
       cross join lateral (
               select count(*) as people, coalesce(max(bidder), 0) as bidder
                 from lot_bidders b where b.store_id = l.store_id and b.lot_id = l.id
             ) as come
       where (made.numbered, made.number, made.steps, made.step, come.people, come.bidder)
             is distinct from (l.bids, l.bids, l.steps, l.steps, l.bidders, l.bidders)`,
  },
  {
    name: 'a bid is of a lot and of one of its bidders',
    statement: sql`
      select b.lot_id::text as violation
        from bids b
        left join lots l on l.store_id = b.store_id and l.id = b.lot_id
        left join lot_bidders p on p.store_id = b.store_id and p.lot_id = b.lot_id
                               and p.bidder = b.bidder
       where l.id is null or p.bidder is null`,
  },
  {
    name: 'the leader of a lot has the highest maximum, and of equal ones the earliest',
    statement: sql`
      select l.id::text as violation
        from lots l
       cross join lateral (
               select b.bidder, b.maximum from lot_bidders b
                where b.store_id = l.store_id and b.lot_id = l.id
                order by b.maximum desc, b.step limit 1
             ) as best
       where best.maximum <> l.leader_maximum`,
  },
  {
    name: 'the price of a lot rises from bid to bid, and its last one is the lot’s',
    statement: sql`
      select lot_id::text as violation
        from (select b.lot_id, b.price, lag(b.price) over each as before, l.price as last,
                     b.step = l.steps as "isLast"
                from bids b join lots l on l.store_id = b.store_id and l.id = b.lot_id
              window each as (partition by b.store_id, b.lot_id order by b.step)) as walked
       where price < before or ("isLast" and price <> last)`,
  },
  {
    name: 'a sold lot has a win of its leader at its price',
    statement: sql`
      select l.id::text as violation
        from lots l
        left join wins w on w.store_id = l.store_id and w.lot_id = l.id and w.round = 1
       where l.state = 'sold'
             and (w.bidder, w.amount) is distinct from (l.leader, l.price)`,
  },
  {
    name: 'the place of a lot is held or sold to an account that has won it, at its price',
    statement: sql`
      select d.order_id::text as violation
        from lots l
        join places p on p.key = 'lot/' || l.id and p.store_id = l.store_id
        join order_lines d on d.store_id = p.store_id and d.place_id = p.id
                          and d.status in ('held', 'sold') and d.buyer_id is not null
        left join wins w on w.store_id = l.store_id and w.lot_id = l.id
                        and w.account_id = d.buyer_id
       where w.amount is distinct from d.unit_price`,
  },
  {
    name: 'messages of a lot are numbered without gaps, from the first that is kept to the last',
    statement: sql`
      select c.lot_id::text as violation
        from lot_chats c
       cross join lateral (
               select count(*) as kept, min(number) as first, max(number) as last
                 from lot_messages m where m.store_id = c.store_id and m.lot_id = c.lot_id
             ) as made
       where made.kept > 0 and (made.last <> c.messages or made.last - made.first + 1 <> made.kept)`,
  },
]
