import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Wallet } from '../rules.ts'
import type { Spend } from './rules.ts'

// Locks are taken in one order everywhere: places by id, then orders, payments, wallets by id.

const spendColumns = sql`
  s.store_id as "storeId", s.id, s.order_id as "orderId", s.wallet_id as "walletId", s.state,
  s.charged, s.granted, s.refunded_charged as "refundedCharged",
  s.refunded_granted as "refundedGranted"`

/** Locks what was spent by a payment together with its wallet. */
export const lockSpend = (tx: Tx, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  tx.maybe<Spend & { wallet: Wallet }>(sql`
    select ${spendColumns},
           json_build_object('id', w.id, 'currency', w.currency, 'charged', w.charged,
                             'granted', w.granted, 'held', w.held, 'entries', w.entries) as wallet
      from spends s join wallets w on w.id = s.wallet_id
     where s.store_id = ${storeId} and s.id = ${id}
       for update of s, w
  `)

/** What these payments have spent. Read under the locks of their orders. */
export const readSpends = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Payment'>[]) =>
  on.rows<Spend>(sql`
    select ${spendColumns} from spends s
     where s.store_id = ${storeId} and s.id = any(${ids}::uuid[])
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
