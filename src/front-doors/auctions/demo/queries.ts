import type { Id } from '../../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { lotColumns } from '../bid-queries.ts'
import type { Lot } from '../rules.ts'

export const findAnyAuction = (on: Queryable) =>
  on.maybe<{ id: Id<'Store'> }>(sql`
    select id from stores where front_door = 'auctions' limit 1
  `)

/** The demo auction, as long as it keeps its name. */
export const findDemoAuction = (on: Queryable, name: string) =>
  on.maybe<{ id: Id<'Store'> }>(sql`
    select id from stores
     where front_door = 'auctions' and name = ${name} and closed_at is null
     order by created_at
     limit 1
  `)

/** Whether an auction has a lot of this title that is live, or will be. */
export const hasLive = async (tx: Tx, storeId: Id<'Store'>, title: string): Promise<boolean> =>
  (await tx.maybe(sql`
    select 1 from lots
     where store_id = ${storeId} and title = ${title} and state = 'open' and ends_at > ${tx.now}
  `)) !== undefined

/** The live lot of this title, and what bots have to know of it. */
export const findLive = (on: Queryable, storeId: Id<'Store'>, title: string) =>
  on.maybe<Lot & { bidAt: Date | null; leaderId: Id<'Account'> | null; now: Date }>(sql`
    select ${lotColumns}, clock_now() as now,
           (select max(b.at) from bids b
             where b.store_id = l.store_id and b.lot_id = l.id) as "bidAt",
           (select b.account_id from lot_bidders b
             where b.store_id = l.store_id and b.lot_id = l.id and b.bidder = l.leader) as "leaderId"
      from lots l
     where l.store_id = ${storeId} and l.title = ${title} and l.state = 'open'
       and l.ends_at > clock_now()
     order by l.ends_at
     limit 1
  `)
