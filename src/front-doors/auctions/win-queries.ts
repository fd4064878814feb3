import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { isBooked } from '../../orders/alive.ts'
import { placeId } from '../../places/place-id.ts'
import { bigints, instants, integers, uuids } from '../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import { mainPictureOf, type Picture } from '../../stores/pictures/stored.ts'
import type { LotAsk } from './bid-queries.ts'
import type { Bidder } from './bid-rules.ts'
import { lotKey } from './rules.ts'
import type { OrderOfWin, Win } from './win-rules.ts'

export const winColumns = sql`
  w.store_id as "storeId", w.lot_id as "lotId", w.round, w.kind, w.bidder,
  w.account_id as "accountId", w.amount, w.won_at as "wonAt", w.expires_at as "expiresAt", w.ended,
  w.settled_at as "settledAt", w.handed_over_at as "handedOverAt", w.received_at as "receivedAt"`

/** The order of the account of a win `w` at the lot's place. */
export const orderOf = (now: Date | Sql) => sql`
  (select case o.status when 'paid' then 'paid' when 'canceled' then 'returned' else 'held' end
     from places p
     join order_lines d on d.store_id = p.store_id and d.place_id = p.id
      and d.buyer_id = w.account_id
     join orders o on o.store_id = d.store_id and o.id = d.order_id
    where p.key = 'lot/' || w.lot_id and p.store_id = w.store_id
      and ${isBooked(now)}
    order by o.status = 'paid' desc, o.status = 'canceled' desc
    limit 1)`

export interface WinRow extends Win, LotAsk {
  readonly order: OrderOfWin
}

export const insertWins = (tx: Tx, { storeId, lotId }: LotAsk, wins: readonly Win[]) =>
  tx.run(sql`
    insert into wins (store_id, lot_id, round, kind, bidder, account_id, amount, won_at, expires_at)
    select ${storeId}, ${lotId}, round, kind, bidder, account_id, amount, won_at, expires_at
      from unnest(
             ${integers(wins.map(({ round }) => round))}::integer[],
             ${wins.map(({ kind }) => kind)}::text[],
             ${integers(wins.map(({ bidder }) => bidder))}::integer[],
             ${uuids(wins.map(({ accountId }) => accountId))}::uuid[],
             ${bigints(wins.map(({ amount }) => amount))}::bigint[],
             ${instants(wins.map(({ wonAt }) => wonAt))}::timestamptz[],
             ${instants(wins.map(({ expiresAt }) => expiresAt))}::timestamptz[]
           ) as given (round, kind, bidder, account_id, amount, won_at, expires_at)
  `)

/** The wins of a lot, oldest first, locked with its lot. */
export const lockWins = (tx: Tx, { storeId, lotId }: LotAsk) =>
  tx.rows<WinRow>(sql`
    select ${winColumns}, coalesce(${orderOf(tx.now)}, 'none') as "order"
      from wins w
     where w.store_id = ${storeId} and w.lot_id = ${lotId}
     order by w.round
       for update of w
  `)

/** Everybody who has bid on a lot and is still here. */
export const listBidders = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.rows<Bidder>(sql`
    select bidder, account_id as "accountId", maximum, step
      from lot_bidders
     where store_id = ${storeId} and lot_id = ${lotId} and account_id is not null
  `)

export const endWin = (
  tx: Tx,
  { storeId, lotId, round }: LotAsk & Pick<Win, 'round'>,
  ended: NonNullable<Win['ended']>,
) =>
  tx.run(sql`
    update wins set ended = ${ended}, ended_at = ${tx.now}
     where store_id = ${storeId} and lot_id = ${lotId} and round = ${round} and ended is null
  `)

/** What a claim of a won lot is decided on; kept as it is until the claim commits. */
export const keepWins = (
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly { readonly lotId: Id<'Lot'>; readonly buyerId: Id<'Account'> }[],
) =>
  on.rows<Win & { lotId: Id<'Lot'>; title: string }>(sql`
    select ${winColumns}, l.title
      from wins w join lots l on l.store_id = w.store_id and l.id = w.lot_id
     where w.store_id = ${storeId} and w.ended is null and w.settled_at is null
       and ${orderOf(sql`clock_now()`)} is distinct from 'returned'
       and (w.lot_id, w.account_id) in (
             select * from unnest(
               ${uuids(asks.map(({ lotId }) => lotId))}::uuid[],
               ${uuids(asks.map(({ buyerId }) => buyerId))}::uuid[]))
     order by w.lot_id
       for share of w
  `)

/** The latest order of the account of a win `w` at the lot's place. */
export const latestOrder = sql`
  (select d.order_id
     from places p
     join order_lines d on d.store_id = p.store_id and d.place_id = p.id
      and d.buyer_id = w.account_id
     join orders o on o.store_id = d.store_id and o.id = d.order_id
    where p.key = 'lot/' || w.lot_id and p.store_id = w.store_id
    order by o.created_at desc limit 1)`

export interface OrderedWin extends WinRow {
  readonly orderId: Id<'Order'> | null
}

/** Wins of many lots of an auction, by round. */
export const listWins = (
  on: Queryable,
  storeId: Id<'Store'>,
  lotIds: readonly Id<'Lot'>[],
  now: Date,
) =>
  on.rows<OrderedWin>(sql`
    select ${winColumns}, coalesce(${orderOf(now)}, 'none') as "order", ${latestOrder} as "orderId"
      from wins w
     where w.store_id = ${storeId} and w.lot_id = any(${uuids(lotIds)}::uuid[])
     order by w.round
  `)

/** The three who have bid most on each of these lots. */
export const listRunnersUp = (on: Queryable, storeId: Id<'Store'>, lotIds: readonly Id<'Lot'>[]) =>
  on.rows<Bidder & { lotId: Id<'Lot'> }>(sql`
    select lot.id as "lotId", b.bidder, b.account_id as "accountId", b.maximum, b.step
      from unnest(${uuids(lotIds)}::uuid[]) as lot (id)
     cross join lateral (
             select * from lot_bidders b
              where b.store_id = ${storeId} and b.lot_id = lot.id and b.account_id is not null
              order by b.maximum desc, b.step
              limit 3
           ) as b
  `)

/** Wins of a person, newest first, with their lots and orders. */
export const listOwnWins = (on: Queryable, accountId: Id<'Account'>, now: Date, limit: number) =>
  on.rows<OrderedWin & { title: string; currency: Currency; image: Picture | null }>(sql`
    select ${winColumns}, l.title, s.currency,
           ${mainPictureOf(sql`l.store_id`, sql`l.id`)} as image,
           coalesce(${orderOf(now)}, 'none') as "order", ${latestOrder} as "orderId"
      from wins w
      join lots l on l.store_id = w.store_id and l.id = w.lot_id
      join stores s on s.id = w.store_id
     where w.account_id = ${accountId}
     order by w.won_at desc
     limit ${limit}
  `)

/** Wins that are not known to be paid: those past their time, and those whose place is sold. */
export const listToSettle = (on: Queryable, now: Date, limit: number) =>
  on.rows<LotAsk>(sql`
    select w.store_id as "storeId", w.lot_id as "lotId"
      from wins w
     where w.settled_at is null
       and (w.ended is null and w.expires_at <= ${now}
            or exists (select from places p
                        join order_lines d on d.store_id = p.store_id and d.place_id = p.id
                         and d.buyer_id = w.account_id
                       where p.key = 'lot/' || w.lot_id and p.store_id = w.store_id
                         and d.status = 'sold'))
     order by w.expires_at
     limit ${limit}
  `)

export const readOpenWin = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<Pick<Win, 'round' | 'accountId'>>(sql`
    select round, account_id as "accountId" from wins
     where lot_id = ${lotId} and store_id = ${storeId} and ended is null
  `)

/** The buyer has it; once. */
export const writeReceived = (tx: Tx, { storeId, lotId, round }: LotAsk & Pick<Win, 'round'>) =>
  tx.run(sql`
    update wins set received_at = ${tx.now}
     where store_id = ${storeId} and lot_id = ${lotId} and round = ${round} and received_at is null
  `)

/** The seller has handed it over; once. */
export const writeHandedOver = (tx: Tx, { storeId, lotId, round }: LotAsk & Pick<Win, 'round'>) =>
  tx.run(sql`
    update wins set handed_over_at = ${tx.now}
     where store_id = ${storeId} and lot_id = ${lotId} and round = ${round}
       and handed_over_at is null
  `)

/** Marks a win as paid; one that has lapsed before its money was found is open again. */
export const settleWin = (tx: Tx, { storeId, lotId, round }: LotAsk & Pick<Win, 'round'>) =>
  tx.run(sql`
    update wins set settled_at = ${tx.now}, ended = null, ended_at = null
     where store_id = ${storeId} and lot_id = ${lotId} and round = ${round}
       and settled_at is null
  `)

export const placeOfLot = ({ storeId, lotId }: LotAsk): Id<'Place'> =>
  placeId(storeId, lotKey(lotId))
