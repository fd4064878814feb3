import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { isAlive } from '../orders/alive.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Book, Kind, Transfer, Wallet } from './rules.ts'

// Locks are taken in one order everywhere: places by id, then orders, payments, wallets by id.

const walletColumns = sql`
  w.id, w.currency, w.charged, w.granted, w.held, w.entries`

/** Opens a wallet for whoever has none yet. */
export const openWallet = (tx: Tx, accountId: Id<'Account'>, currency: Currency) =>
  tx.run(sql`
    insert into wallets (account_id, currency) values (${accountId}, ${currency})
        on conflict (account_id, currency) do nothing
  `)

export const lockWallet = (tx: Tx, accountId: Id<'Account'>, currency: Currency) =>
  tx.maybe<Wallet>(sql`
    select ${walletColumns} from wallets w
     where w.account_id = ${accountId} and w.currency = ${currency}
       for update of w
  `)

/** The wallets of these people, in the currency of the store that they buy from. */
export const lockWallets = (
  on: Queryable,
  storeId: Id<'Store'>,
  accountIds: readonly Id<'Account'>[],
) =>
  on.rows<Wallet & { accountId: Id<'Account'> }>(sql`
    select ${walletColumns}, w.account_id as "accountId" from wallets w
     where w.account_id = any(${accountIds}::uuid[])
       and w.currency = (select currency from stores where id = ${storeId})
     order by w.id
       for update of w
  `)

/** All wallets of one person, for somebody who leaves. */
export const lockOwnWallets = (tx: Tx, accountId: Id<'Account'>) =>
  tx.rows<Wallet>(sql`
    select ${walletColumns} from wallets w where w.account_id = ${accountId}
     order by w.id
       for update of w
  `)

export const readWallet = (on: Queryable, accountId: Id<'Account'>, currency: Currency) =>
  on.maybe<Wallet>(sql`
    select ${walletColumns} from wallets w
     where w.account_id = ${accountId} and w.currency = ${currency}
  `)

/** Whether an operation was done before, and as what. */
export const readDone = (tx: Tx, operationKey: string) =>
  tx.maybe<{ kind: Kind; amount: number }>(sql`
    select kind, amount from transfers where operation_key = ${operationKey}
  `)

/** Writes transfers and all of their entries in one statement: neither can be there alone. */
export function insertTransfers(tx: Tx, transfers: readonly Transfer[]) {
  const entries = transfers.flatMap(({ operationKey, entries }) =>
    entries.map((entry, at) => ({ ...entry, operationKey, seq: at + 1 })),
  )
  return tx.run(sql`
    with posted as (
      insert into transfers (operation_key, kind, amount, currency, store_id, order_id, payment_id,
                             at)
      select operation_key, kind, amount, currency, store_id, order_id, payment_id, ${tx.now}
        from unnest(
               ${transfers.map(({ operationKey }) => operationKey)}::text[],
               ${transfers.map(({ kind }) => kind)}::text[],
               ${transfers.map(({ amount }) => amount)}::bigint[],
               ${transfers.map(({ currency }) => currency)}::text[],
               ${transfers.map(({ storeId }) => storeId ?? null)}::uuid[],
               ${transfers.map(({ orderId }) => orderId ?? null)}::uuid[],
               ${transfers.map(({ paymentId }) => paymentId ?? null)}::uuid[]
             ) as given (operation_key, kind, amount, currency, store_id, order_id, payment_id)
      returning id, operation_key
    )
    insert into entries (transfer_id, seq, book, amount, wallet_id, number, balance, store_id,
                         gateway)
    select posted.id, seq, book, amount, wallet_id, number, balance, store_id, gateway
      from unnest(
             ${entries.map(({ operationKey }) => operationKey)}::text[],
             ${entries.map(({ seq }) => seq)}::smallint[],
             ${entries.map(({ book }) => book)}::text[],
             ${entries.map(({ amount }) => amount)}::bigint[],
             ${entries.map(({ walletId }) => walletId)}::uuid[],
             ${entries.map(({ number }) => number)}::integer[],
             ${entries.map(({ balance }) => balance)}::bigint[],
             ${entries.map(({ storeId }) => storeId)}::uuid[],
             ${entries.map(({ gateway }) => gateway)}::text[]
           ) as given (operation_key, seq, book, amount, wallet_id, number, balance, store_id,
                       gateway)
      join posted using (operation_key)
  `)
}

/** Writes what locked wallets are worth now. */
export const writeWallets = (tx: Tx, wallets: readonly Wallet[]) =>
  tx.run(sql`
    update wallets w
       set charged = given.charged, granted = given.granted, held = given.held,
           entries = given.entries
      from unnest(
             ${wallets.map(({ id }) => id)}::uuid[],
             ${wallets.map(({ charged }) => charged)}::bigint[],
             ${wallets.map(({ granted }) => granted)}::bigint[],
             ${wallets.map(({ held }) => held)}::bigint[],
             ${wallets.map(({ entries }) => entries)}::integer[]
           ) as given (id, charged, granted, held, entries)
     where w.id = given.id
  `)

/** What an order charged to a wallet, and what of it was given back. */
export const readCharge = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.one<{ left: number }>(sql`
    select coalesce(sum(case kind when 'charge' then amount else -amount end), 0)::bigint as left
      from transfers
     where order_id = ${orderId} and store_id = ${storeId} and kind in ('charge', 'uncharge')
  `)

/** The wallet that an order was charged to; whoever left has none. */
export const lockCharged = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.maybe<Wallet>(sql`
    select ${walletColumns} from wallets w
     where w.id = (
             select e.wallet_id
               from transfers t
               join entries e on e.transfer_id = t.id and e.book = 'charged'
              where t.order_id = ${orderId} and t.store_id = ${storeId} and t.kind = 'charge'
              limit 1
           )
       for update of w
  `)

/** What a person has charged, and what of other amounts they may still pay for. */
export const readStanding = (
  on: Queryable,
  ask: {
    readonly accountId: Id<'Account'>
    readonly storeId: Id<'Store'>
    readonly currency: Currency
    readonly amount: number
  },
) =>
  on.one<{ charged: number; waiting: number }>(sql`
    select coalesce((
             select charged from wallets
              where account_id = ${ask.accountId} and currency = ${ask.currency}
           ), 0)::bigint as charged,
           coalesce((
             select sum(amount) from orders o
              where buyer_id = ${ask.accountId} and store_id = ${ask.storeId}
                and ${isAlive(sql`(select clock_now())`)}
                and amount <> ${ask.amount}
           ), 0)::bigint as waiting
  `)

export const insertGrant = (
  tx: Tx,
  grant: {
    readonly operationKey: string
    readonly walletId: Id<'Wallet'>
    readonly grantedBy: Id<'Account'>
    readonly reason: string
  },
) =>
  tx.run(sql`
    insert into grants (transfer_id, wallet_id, granted_by, reason)
    select id, ${grant.walletId}, ${grant.grantedBy}, ${grant.reason}
      from transfers where operation_key = ${grant.operationKey}
  `)

/** The wallet stays with its entries, and nobody knows whose it was. */
export async function forgetOwner(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    update grants g set reason = null
      from wallets w
     where w.account_id = ${accountId} and g.wallet_id = w.id
  `)
  await tx.run(sql`update wallets set account_id = null where account_id = ${accountId}`)
}

export interface ListedEntry {
  readonly number: number
  readonly kind: Kind
  readonly book: Book
  readonly amount: number
  readonly balance: number
  readonly currency: Currency
  readonly at: Date
  readonly order: { readonly id: string; readonly number: string; readonly title: string } | null
}

/** A person's entries, latest first; `before` is the last one of the page before. */
export const listEntries = (
  on: Queryable,
  ask: {
    readonly accountId: Id<'Account'>
    readonly currency: Currency
    readonly before?: number
    readonly limit: number
  },
) =>
  on.rows<ListedEntry>(sql`
    select e.number, t.kind, e.book, e.amount, e.balance, t.currency, t.at,
           case when o.id is not null then
             json_build_object('id', o.id, 'number', o.number, 'title', o.title)
           end as "order"
      from wallets w
      join entries e on e.wallet_id = w.id
      join transfers t on t.id = e.transfer_id
      left join orders o on o.store_id = t.store_id and o.id = t.order_id
     where w.account_id = ${ask.accountId} and w.currency = ${ask.currency}
       and (${ask.before ?? null}::integer is null or e.number < ${ask.before ?? null}::integer)
     order by e.number desc
     limit ${ask.limit}
  `)
