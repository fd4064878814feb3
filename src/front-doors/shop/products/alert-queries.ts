import type { Id } from '../../../kernel/id.ts'
import { integers, uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { leftOf } from './queries.ts'

/** A variant that is on sale, with what is left of it. */
export const readOnSale = (on: Queryable, storeId: Id<'Store'>, variantId: Id<'Variant'>) =>
  on.maybe<{ left: number }>(sql`
    select ${leftOf} as left
      from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
     where v.store_id = ${storeId} and v.id = ${variantId}
       and v.archived_at is null and not p.hidden
  `)

/** @returns 0 where the account waits for as many as it may */
export const insertAlert = (
  tx: Tx,
  alert: {
    readonly storeId: Id<'Store'>
    readonly variantId: Id<'Variant'>
    readonly accountId: Id<'Account'>
  },
  most: number,
) =>
  tx.run(sql`
    insert into restock_alerts (store_id, variant_id, account_id, asked_at)
    select ${alert.storeId}, ${alert.variantId}, ${alert.accountId}, ${tx.now}
     where (select count(*) from restock_alerts a
             where a.account_id = ${alert.accountId} and a.variant_id <> ${alert.variantId}) < ${most}
        on conflict (store_id, variant_id, account_id) do update set asked_at = restock_alerts.asked_at
  `)

export const deleteAlert = (
  on: Queryable,
  storeId: Id<'Store'>,
  variantId: Id<'Variant'>,
  accountId: Id<'Account'>,
) =>
  on.run(sql`
    delete from restock_alerts
     where store_id = ${storeId} and variant_id = ${variantId} and account_id = ${accountId}
  `)

/** The variants of a product that an account waits for. */
export const listAlerts = (
  on: Queryable,
  storeId: Id<'Store'>,
  productId: Id<'Product'>,
  accountId: Id<'Account'>,
) =>
  on.rows<{ variantId: Id<'Variant'> }>(sql`
    select a.variant_id as "variantId"
      from restock_alerts a join variants v on v.store_id = a.store_id and v.id = a.variant_id
     where a.account_id = ${accountId} and a.store_id = ${storeId} and v.product_id = ${productId}
  `)

export interface Alert {
  readonly storeId: Id<'Store'>
  readonly variantId: Id<'Variant'>
  readonly accountId: Id<'Account'>
}

/** Ends the oldest alerts of variants that are back, to be mailed in that order. */
export const takeAlerts = (tx: Tx, limit: number) =>
  tx.rows<Alert>(sql`
    with back as (
      select a.store_id, a.variant_id, a.account_id
        from restock_alerts a
        join variants v on v.store_id = a.store_id and v.id = a.variant_id
                       and v.archived_at is null
        join products p on p.store_id = v.store_id and p.id = v.product_id and not p.hidden
       where ${leftOf} > 0
       order by a.asked_at, a.account_id
       limit ${limit}
         for update of a skip locked
    ), taken as (
      delete from restock_alerts a using back
       where a.store_id = back.store_id and a.variant_id = back.variant_id
         and a.account_id = back.account_id
      returning a.store_id, a.variant_id, a.account_id, a.asked_at
    )
    select store_id as "storeId", variant_id as "variantId", account_id as "accountId"
      from taken order by asked_at, account_id
  `)

/** Marks variants that have come down to their mark, and unmarks those above it. */
export async function takeLow(tx: Tx): Promise<Id<'Store'>[]> {
  await tx.run(sql`
    update variants v set low_told = false where v.low_told and ${leftOf} > v.low_at
  `)
  const low = await tx.rows<{ storeId: Id<'Store'> }>(sql`
    with low as (
      select v.store_id, v.id
        from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
       where v.low_at is not null and not v.low_told and v.archived_at is null and not p.hidden
         and ${leftOf} <= v.low_at
       order by v.store_id, v.id
       limit 1000
         for update of v skip locked
    )
    update variants v set low_told = true from low
     where v.store_id = low.store_id and v.id = low.id
    returning v.store_id as "storeId"
  `)
  return [...new Set(low.map(({ storeId }) => storeId))]
}

export interface StockMail {
  readonly id: Id<'Mail'>
  readonly storeId: Id<'Store'>
  readonly kind: 'restocked' | 'low'
  readonly variantId: Id<'Variant'> | null
  readonly accountId: Id<'Account'> | null
}

/** Queues mails about stock, due in this order. */
export const insertStockMails = (tx: Tx, mails: readonly StockMail[]) =>
  tx.run(sql`
    with given as (
      select * from unnest(
        ${uuids(mails.map(({ storeId }) => storeId))}::uuid[],
        ${uuids(mails.map(({ id }) => id))}::uuid[],
        ${mails.map(({ kind }) => kind)}::text[],
        ${mails.map(({ variantId }) => variantId)}::uuid[],
        ${mails.map(({ accountId }) => accountId)}::uuid[]
      ) with ordinality as given (store_id, id, kind, variant_id, account_id, turn)
    ), queued as (
      insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
      select store_id, id, null, 'door', ${tx.now},
             ${tx.now}::timestamptz + turn * interval '1 microsecond'
        from given
    )
    insert into stock_mails (store_id, id, kind, variant_id, account_id)
    select store_id, id, kind, variant_id, account_id from given
  `)

export const readStockMail = (on: Queryable, storeId: Id<'Store'>, mailId: Id<'Mail'>) =>
  on.maybe<Omit<StockMail, 'id' | 'storeId'>>(sql`
    select kind, variant_id as "variantId", account_id as "accountId"
      from stock_mails where store_id = ${storeId} and id = ${mailId}
  `)

/** Variants of a shop that are at their mark or below it. */
export const listLow = (on: Queryable, storeId: Id<'Store'>, limit: number) =>
  on.rows<{ title: string; values: string[]; sku: string; left: number }>(sql`
    select p.title, v.option_values as values, v.sku, ${leftOf} as left
      from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
     where v.store_id = ${storeId} and v.low_told and v.archived_at is null and not p.hidden
       and ${leftOf} <= v.low_at
     order by p.title, v.position
     limit ${limit}
  `)

interface SoldCount {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Product'>
  readonly sold: number
}

/** What was sold of products in the last 30 days, where it is no longer what is written. */
export const listSold = (tx: Tx) =>
  tx.rows<SoldCount>(sql`
    select p.store_id as "storeId", p.id, coalesce(lately.sold, 0) as sold
      from products p
      left join (
        select v.store_id, v.product_id, sum(l.quantity)::integer as sold
          from variants v
          join places h on h.store_id = v.store_id and h.id = v.place_id
                       and h.remaining < h.capacity
          join order_lines l on l.store_id = v.store_id and l.place_id = v.place_id
                            and l.status = 'sold'
          join orders o on o.store_id = l.store_id and o.id = l.order_id
                       and o.paid_at > ${tx.now}::timestamptz - interval '30 days'
         group by v.store_id, v.product_id
      ) as lately on lately.store_id = p.store_id and lately.product_id = p.id
     where p.sold <> coalesce(lately.sold, 0)
     order by p.store_id, p.id
  `)

/** For the order by popularity. */
export const writeSold = (tx: Tx, counts: readonly SoldCount[]) =>
  tx.run(sql`
    update products p set sold = given.sold
      from unnest(
             ${uuids(counts.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(counts.map(({ id }) => id))}::uuid[],
             ${integers(counts.map(({ sold }) => sold))}::integer[]
           ) as given (store_id, id, sold)
     where p.store_id = given.store_id and p.id = given.id
  `)
