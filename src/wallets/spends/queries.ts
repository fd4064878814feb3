import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Mix } from '../rules.ts'
import type { Spend } from './rules.ts'

// Lock order: places by id, then orders, payments, wallets by id.

const spendColumns = sql`
  s.store_id as "storeId", s.id, s.order_id as "orderId", s.wallet_id as "walletId", s.state,
  s.charged, s.granted, s.refunded_charged as "refundedCharged",
  s.refunded_granted as "refundedGranted"`

/** Locks the spend of a payment. */
export const lockSpend = (tx: Tx, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  tx.maybe<Spend>(sql`
    select ${spendColumns} from spends s
     where s.store_id = ${storeId} and s.id = ${id}
       for update of s
  `)

/** The wallet a payment spends from. It never changes: no lock. */
export const readSpender = (on: Queryable, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  on.maybe<Pick<Spend, 'walletId'>>(sql`
    select wallet_id as "walletId" from spends where store_id = ${storeId} and id = ${id}
  `)

/** The spends of these payments. Read under the locks of their orders. */
export const readSpends = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Payment'>[]) =>
  on.rows<Spend>(sql`
    select ${spendColumns} from spends s
     where s.store_id = ${storeId} and s.id = any(${ids}::uuid[])
  `)

/** What the buyer's wallet paid, net of refunds, for orders that start after `now`. */
export const readSpentAhead = (on: Queryable, buyerId: Id<'Account'>, now: Date) =>
  on.one<Mix>(sql`
    select coalesce(sum(s.charged - s.refunded_charged), 0)::bigint as charged,
           coalesce(sum(s.granted - s.refunded_granted), 0)::bigint as granted
      from orders o
      join spends s on s.store_id = o.store_id and s.order_id = o.id and s.state = 'captured'
     where o.buyer_id = ${buyerId} and o.status = 'paid'
       and not exists (
             select from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
              where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved'
                and p.starts_at <= ${now})
  `)

export const insertSpends = (tx: Tx, spends: readonly Spend[]) =>
  tx.run(sql`
    insert into spends (store_id, id, order_id, wallet_id, state, charged, granted, created_at)
    select store_id, id, order_id, wallet_id, state, charged, granted, ${tx.now}
      from unnest(
             ${spends.map(({ storeId }) => storeId)}::uuid[],
             ${spends.map(({ id }) => id)}::uuid[],
             ${spends.map(({ orderId }) => orderId)}::uuid[],
             ${spends.map(({ walletId }) => walletId)}::uuid[],
             ${spends.map(({ state }) => state)}::text[],
             ${spends.map(({ charged }) => charged)}::bigint[],
             ${spends.map(({ granted }) => granted)}::bigint[]
           ) as given (store_id, id, order_id, wallet_id, state, charged, granted)
  `)

export const writeSpend = (tx: Tx, spend: Spend) =>
  tx.run(sql`
    update spends
       set state = ${spend.state}, refunded_charged = ${spend.refundedCharged},
           refunded_granted = ${spend.refundedGranted}
     where store_id = ${spend.storeId} and id = ${spend.id}
  `)
