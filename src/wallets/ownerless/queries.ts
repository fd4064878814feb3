import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Wallet } from '../rules.ts'
import type { Charge } from './rules.ts'

// Lock order: places by id, then orders, payments, wallets by id.

/** Leases wallets with a due owed balance for 30 seconds. */
export const leaseOwed = (tx: Tx, most: number) =>
  tx.rows<{ id: Id<'Wallet'> }>(sql`
    update wallets set check_at = ${tx.now}::timestamptz + interval '30 seconds'
     where id in (
             select id from wallets
              where owed > 0 and check_at <= ${tx.now}
              order by check_at
              limit ${most}
                for update skip locked
           )
    returning id
  `)

/** Writes the balances of ownerless wallets; a new owed balance is due at once. */
export const writeOwnerless = (tx: Tx, wallets: readonly Wallet[]) =>
  tx.run(sql`
    update wallets w
       set owed = given.owed, unclaimed = given.unclaimed,
           check_at = case when given.owed > w.owed then ${tx.now}
                           when given.owed > 0 then w.check_at end
      from unnest(
             ${wallets.map(({ id }) => id)}::uuid[],
             ${wallets.map(({ owed }) => owed)}::bigint[],
             ${wallets.map(({ unclaimed }) => unclaimed)}::bigint[]
           ) as given (id, owed, unclaimed)
     where w.id = given.id
  `)

/** Charges of a wallet with an amount left, latest first. */
export const readCharges = (on: Queryable, walletId: Id<'Wallet'>) =>
  on.rows<Charge>(sql`
    select t.order_id as "orderId", t.payment_id as "paymentId",
           sum(case t.kind when 'uncharge' then -t.amount else t.amount end)::bigint as left
      from transfers t
     where t.id in (select e.transfer_id from entries e where e.wallet_id = ${walletId})
       and t.kind in ('charge', 'uncharge', 'recharge')
     group by t.order_id, t.payment_id
    having sum(case t.kind when 'uncharge' then -t.amount else t.amount end) > 0
     order by min(t.id) desc
  `)

export interface UnclaimedWallet extends Pick<Wallet, 'id' | 'currency' | 'unclaimed'> {
  readonly since: Date
}

/** Wallets with an unclaimed balance. */
export const listUnclaimed = (on: Queryable, limit: number, after: Id<'Wallet'> | undefined) =>
  on.rows<UnclaimedWallet>(sql`
    select w.id, w.currency, w.unclaimed,
           (select max(t.at) from entries e join transfers t on t.id = e.transfer_id
             where e.wallet_id = w.id and e.book = 'unclaimed' and e.amount > 0) as since
      from wallets w
     where w.unclaimed > 0
       and (${after ?? null}::uuid is null or w.id > ${after ?? null}::uuid)
     order by w.id
     limit ${limit}
  `)

export const insertPayout = (
  tx: Tx,
  payout: {
    readonly operationKey: string
    readonly walletId: Id<'Wallet'>
    readonly paidBy: Id<'Account'>
    readonly note: string
  },
) =>
  tx.run(sql`
    insert into payouts (transfer_id, wallet_id, paid_by, note)
    select id, ${payout.walletId}, ${payout.paidBy}, ${payout.note}
      from transfers where operation_key = ${payout.operationKey}
  `)
