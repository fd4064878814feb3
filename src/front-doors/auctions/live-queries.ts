import type { Id } from '../../kernel/id.ts'
import { integers, uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { type LotAsk, lotColumns } from './bid-queries.ts'
import type { ShownBid } from './queries.ts'
import type { Lot } from './rules.ts'

/** What those who watch a lot see of it, and what its chat is. */
export const readWatched = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<Lot & { messages: number; isFrozen: boolean; now: Date }>(sql`
    select ${lotColumns}, coalesce(c.messages, 0) as messages,
           coalesce(c.frozen, false) as "isFrozen", clock_now() as now
      from lots l left join lot_chats c on c.store_id = l.store_id and c.lot_id = l.id
     where l.store_id = ${storeId} and l.id = ${lotId} and not l.hidden
  `)

/** The latest bids after a number, oldest first. */
export const listLatestBids = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  after: number,
  limit: number,
) =>
  on.rows<Omit<ShownBid, 'step' | 'maximum'>>(sql`
    select * from (
      select number, bidder, amount, price, leader, ends_at as "endsAt", at from bids
       where lot_id = ${lotId} and store_id = ${storeId} and number > ${after}
       order by number desc
       limit ${limit}
    ) as latest
    order by number
  `)

/** Which of the latest messages were removed. */
export const listRemoved = (on: Queryable, { storeId, lotId }: LotAsk, latest: number) =>
  on.rows<{ number: number }>(sql`
    select m.number from lot_messages m
     where m.lot_id = ${lotId} and m.store_id = ${storeId} and m.removed_at is not null
       and m.number > (select c.messages from lot_chats c
                        where c.store_id = ${storeId} and c.lot_id = ${lotId}) - ${latest}::integer
     order by m.number
  `)

// ── how many watch ──

export interface Watched extends LotAsk {
  /** By this process. */
  readonly viewers: number
}

/** Says how many watch lots by a process. */
export const writeViewers = (on: Queryable, process: string, lots: readonly Watched[], now: Date) =>
  on.run(sql`
    insert into lot_viewers (store_id, lot_id, process, viewers, seen_at)
    select store_id, lot_id, ${process}, viewers, ${now}
      from unnest(
             ${uuids(lots.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(lots.map(({ lotId }) => lotId))}::uuid[],
             ${integers(lots.map(({ viewers }) => viewers))}::integer[]
           ) as given (store_id, lot_id, viewers)
        on conflict (store_id, lot_id, process)
        do update set viewers = excluded.viewers, seen_at = excluded.seen_at
  `)

/** Nobody watches by a process, but these lots. */
export const deleteViewers = (on: Queryable, process: string, but: readonly Id<'Lot'>[]) =>
  on.run(sql`
    delete from lot_viewers
     where process = ${process} and lot_id <> all(${uuids(but)}::uuid[])
  `)

/** How many watch these lots by other processes that have said so since. */
export const countViewers = (
  on: Queryable,
  process: string,
  lots: readonly LotAsk[],
  since: Date,
) =>
  on.rows<{ lotId: Id<'Lot'>; viewers: number }>(sql`
    select v.lot_id as "lotId", sum(v.viewers)::integer as viewers
      from unnest(
             ${uuids(lots.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(lots.map(({ lotId }) => lotId))}::uuid[]
           ) as asked (store_id, lot_id)
      join lot_viewers v on v.store_id = asked.store_id and v.lot_id = asked.lot_id
     where v.process <> ${process} and v.seen_at > ${since}
     group by v.lot_id
  `)

/** Removes what processes that are gone have said. */
export const sweepViewers = (on: Queryable, before: Date) =>
  on.run(sql`delete from lot_viewers where seen_at < ${before}`)
