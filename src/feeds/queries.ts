import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { orderColumns } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import { EVENTS_MOST, KEPT_SECONDS } from './rules.ts'

/** Whose feed, and of which store; null: of their own bookings. */
export interface FeedOf {
  readonly accountId: Id<'Account'>
  readonly storeId: Id<'Store'> | null
}

export const readMadeAt = async (on: Queryable, { accountId, storeId }: FeedOf) =>
  (
    await on.maybe<{ madeAt: Date }>(sql`
      select f.made_at as "madeAt" from calendar_feeds f
       where f.account_id = ${accountId} and f.store_id is not distinct from ${storeId}::uuid
    `)
  )?.madeAt ?? null

/** Writes the only feed of an account, or of it at a store: the one before is dead. */
export const putFeed = (tx: Tx, { accountId, storeId }: FeedOf, secretHash: string) =>
  tx.run(sql`
    insert into calendar_feeds (secret_hash, account_id, store_id, made_at)
    values (${secretHash}, ${accountId}, ${storeId}, ${tx.now})
        on conflict (account_id, store_id)
        do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at
  `)

export const removeFeed = (on: Queryable, { accountId, storeId }: FeedOf) =>
  on.run(sql`
    delete from calendar_feeds
     where account_id = ${accountId} and store_id is not distinct from ${storeId}::uuid
  `)

/** Removes the feeds of an account that leaves. */
export async function eraseFeeds(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`delete from calendar_feeds where account_id = ${accountId}`)
}

/** Whose feed an address is, and the jobs that they have at its store. */
export const findFeed = (on: Queryable, secretHash: string) =>
  on.maybe<FeedOf & { role: string; job: string | null }>(sql`
    select f.account_id as "accountId", f.store_id as "storeId", a.role,
           (select w.role from staff w
             where w.store_id = f.store_id and w.account_id = f.account_id) as job
      from calendar_feeds f join accounts a on a.id = f.account_id
     where f.secret_hash = ${secretHash}
  `)

/** Whether a store is an account's own. */
export const isOwner = async (on: Queryable, { accountId, storeId }: FeedOf): Promise<boolean> =>
  (await on.maybe(sql`
    select from stores where id = ${storeId} and owner_id = ${accountId}
  `)) !== undefined

/** Confirmed bookings that begin, and what was canceled of them lately; of a buyer or a store, by start. */
export const listOrders = (on: Queryable, { accountId, storeId }: FeedOf, now: Date) =>
  on.rows<Order>(sql`
    select ${orderColumns}
      from orders o
     cross join lateral (
       select min(p.starts_at) as begins_at, max(p.starts_at) as ends_at
         from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
        where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved' and not l.aside
     ) as line
     where ${storeId === null ? sql`o.buyer_id = ${accountId}` : sql`o.store_id = ${storeId}`}
       and not o.standing and o.store_id <> ${PLATFORM_STORE} and o.paid_at is not null
       and (o.status = 'paid' or o.canceled_at > ${later(now, -KEPT_SECONDS)})
       and line.ends_at > ${storeId === null ? now : later(now, -24 * 60 * 60)}
     order by line.begins_at, o.id
     limit ${EVENTS_MOST}
  `)
