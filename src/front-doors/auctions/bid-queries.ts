import type { Id } from '../../kernel/id.ts'
import { bigints, instants, integers, uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Bid, Bidder } from './bid-rules.ts'
import type { Bidding, Lot } from './rules.ts'

// Lock order: places, then orders, then the lot, then its wins.

export const lotColumns = sql`
  l.store_id as "storeId", l.id, l.title, l.description, l.category, l.start_price as "startPrice",
  l.reserve, l.buy_now as "buyNow", l.terms, l.starts_at as "startsAt", l.ends_at as "endsAt",
  l.hard_ends_at as "hardEndsAt", l.state, l.closed_at as "closedAt", l.hidden, l.price, l.leader,
  l.leader_maximum as "leaderMaximum", l.bids, l.steps, l.bidders, l.version,
  l.relisted_from as "relistedFrom"`

export interface LotAsk {
  readonly storeId: Id<'Store'>
  readonly lotId: Id<'Lot'>
}

/** A lot that bids and its closing take turns on, with the owner of its store. */
export const lockLot = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<Lot & { ownerId: Id<'Account'>; shutAt: Date | null; asksPhone: boolean }>(sql`
    select ${lotColumns}, s.owner_id as "ownerId", s.closed_at as "shutAt",
           s.asks_phone as "asksPhone"
      from lots l join stores s on s.id = l.store_id
     where l.store_id = ${storeId} and l.id = ${lotId}
       for update of l
  `)

/** Those of these accounts who have bid on the lot. */
export const readBidders = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  accountIds: readonly Id<'Account'>[],
) =>
  on.rows<Bidder>(sql`
    select b.bidder, b.account_id as "accountId", b.maximum, b.step
      from unnest(${uuids(accountIds)}::uuid[]) as asked (id)
      cross join lateral (
        select * from lot_bidders b
         where b.account_id = asked.id and b.lot_id = ${lotId} and b.store_id = ${storeId}
        offset 0
      ) as b
  `)

/**
 * Who of these has paid a deposit for the lot. Shared locks: a deposit cannot be given back beside the
 * first bid that it is for.
 */
export const keepDeposits = (
  on: Queryable,
  { storeId, placeId }: { readonly storeId: Id<'Store'>; readonly placeId: Id<'Place'> },
  accountIds: readonly Id<'Account'>[],
) =>
  on.rows<{ accountId: Id<'Account'> }>(sql`
    select o.buyer_id as "accountId"
      from order_lines d join orders o on o.store_id = d.store_id and o.id = d.order_id
     where d.store_id = ${storeId} and d.place_id = ${placeId} and d.status = 'sold'
       and d.buyer_id = any(${uuids(accountIds)}::uuid[]) and o.status = 'paid'
     order by o.id
       for share of o
  `)

/** Writes what a batch has made of the lot, and tells those who watch it. */
export const writeBidding = (tx: Tx, { storeId, lotId }: LotAsk, lot: Bidding) =>
  tx.run(sql`
    with moved as (
      update lots
         set price = ${lot.price}, leader = ${lot.leader}, leader_maximum = ${lot.leaderMaximum},
             bids = ${lot.bids}, steps = ${lot.steps}, bidders = ${lot.bidders},
             ends_at = ${lot.endsAt}, state = ${lot.state}, version = ${lot.version},
             closed_at = case when ${lot.state} <> 'open' then ${tx.now}::timestamptz end
       where store_id = ${storeId} and id = ${lotId}
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    values (${storeId}, 'lot.changed', ${lotId},
            jsonb_build_object('lotId', ${lotId}::uuid, 'version', ${lot.version}::integer),
            ${tx.now})
  `)

export const insertBids = (tx: Tx, { storeId, lotId }: LotAsk, bids: readonly BidRow[]) =>
  tx.run(sql`
    insert into bids (store_id, lot_id, step, number, bidder, amount, maximum, price, leader,
                      ends_at, at)
    select ${storeId}, ${lotId}, step, number, bidder, amount, maximum, price, leader, ends_at,
           ${tx.now}
      from unnest(
             ${integers(bids.map(({ step }) => step))}::integer[],
             ${bids.map(({ number }) => number)}::integer[],
             ${integers(bids.map(({ bidder }) => bidder))}::integer[],
             ${bigints(bids.map(({ amount }) => amount))}::bigint[],
             ${bigints(bids.map(({ maximum }) => maximum))}::bigint[],
             ${bigints(bids.map(({ price }) => price))}::bigint[],
             ${integers(bids.map(({ leader }) => leader))}::integer[],
             ${instants(bids.map(({ endsAt }) => endsAt))}::timestamptz[]
           ) as given (step, number, bidder, amount, maximum, price, leader, ends_at)
  `)

type BidRow = Bid

export const writeBidders = (tx: Tx, { storeId, lotId }: LotAsk, bidders: readonly Bidder[]) =>
  tx.run(sql`
    insert into lot_bidders (store_id, lot_id, bidder, account_id, maximum, step)
    select ${storeId}, ${lotId}, bidder, account_id, maximum, step
      from unnest(
             ${integers(bidders.map(({ bidder }) => bidder))}::integer[],
             ${uuids(bidders.map(({ accountId }) => accountId))}::uuid[],
             ${bigints(bidders.map(({ maximum }) => maximum))}::bigint[],
             ${integers(bidders.map(({ step }) => step))}::integer[]
           ) as given (bidder, account_id, maximum, step)
        on conflict (store_id, lot_id, bidder) do update
       set maximum = excluded.maximum, step = excluded.step
  `)
