import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Book, Kind, PendingCharge, Transfer, Wallet, WayBack } from './rules.ts'

// Locks are taken in one order everywhere: places by id, then orders, payments, wallets by id.

export const walletColumns = sql`
  w.id, w.currency, w.charged, w.granted, w.held, w.owed, w.unclaimed, w.way_back as "wayBack",
  w.entries`

export interface OwnedWallet extends Wallet {
  readonly accountId: Id<'Account'>
}

/** Creates missing wallets. */
export const openWallets = (
  on: Queryable,
  accountIds: readonly Id<'Account'>[],
  currency: Currency,
) =>
  on.run(sql`
    insert into wallets (account_id, currency)
    select id, ${currency} from unnest(${[...accountIds].sort()}::uuid[]) as given (id)
        on conflict (account_id, currency) do nothing
  `)

export const openWallet = (tx: Tx, accountId: Id<'Account'>, currency: Currency) =>
  openWallets(tx, [accountId], currency)

export const lockWallet = (tx: Tx, accountId: Id<'Account'>, currency: Currency) =>
  tx.maybe<Wallet>(sql`
    select ${walletColumns} from wallets w
     where w.account_id = ${accountId} and w.currency = ${currency}
       for update of w
  `)

export const lockWalletById = (tx: Tx, id: Id<'Wallet'>) =>
  tx.maybe<Wallet>(sql`
    select ${walletColumns} from wallets w where w.id = ${id} for update of w
  `)

/** Locks the wallets of these accounts, in every currency. */
export const lockWallets = (on: Queryable, accountIds: readonly Id<'Account'>[]) =>
  on.rows<OwnedWallet>(sql`
    select ${walletColumns}, w.account_id as "accountId" from wallets w
     where w.account_id = any(${accountIds}::uuid[])
     order by w.id
       for update of w
  `)

/** Locks all wallets of one account. */
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

/** Finds the transfer of an operation key. */
export const readTransfer = (tx: Tx, operationKey: string) =>
  tx.maybe<{ kind: Kind; amount: number }>(sql`
    select kind, amount from transfers where operation_key = ${operationKey}
  `)

/** Writes transfers and their entries in one statement: neither exists alone. */
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

/** Writes the balances of locked wallets. */
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

/** What is left of the charge an order made. */
export const readCharge = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.one<{ left: number }>(sql`
    select coalesce(sum(case kind when 'uncharge' then -amount else amount end), 0)::bigint as left
      from transfers
     where order_id = ${orderId} and store_id = ${storeId}
       and kind in ('charge', 'uncharge', 'recharge')
  `)

/** The order of a charge, and its payment where the order may have several. */
interface ChargeRef {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly paymentId?: Id<'Payment'>
}

const chargedBy = ({ storeId, orderId, paymentId }: ChargeRef) => sql`
  select ${walletColumns} from wallets w
   where w.id = (
           select e.wallet_id
             from transfers t
             join entries e on e.transfer_id = t.id and e.book = 'charged'
            where t.order_id = ${orderId} and t.store_id = ${storeId} and t.kind = 'charge'
              and (${paymentId ?? null}::uuid is null or t.payment_id = ${paymentId ?? null})
            limit 1
         )`

/** The wallet an order charged, with or without an owner. */
export const lockCharged = (tx: Tx, charge: ChargeRef) =>
  tx.maybe<Wallet>(sql`${chargedBy(charge)} for update of w`)

/** The same without a lock. */
export const readCharged = (on: Queryable, charge: ChargeRef) => on.maybe<Wallet>(chargedBy(charge))

/** Ready orders for charges of these accounts, expired ones included. */
export const readPendingCharges = (
  on: Queryable,
  storeId: Id<'Store'>,
  accountIds: readonly Id<'Account'>[],
) =>
  on.rows<PendingCharge & { readonly buyerId: Id<'Account'> }>(sql`
    select buyer_id as "buyerId", amount, expires_at as "expiresAt", pinned_at as "pinnedAt"
      from orders
     where buyer_id = any(${accountIds}::uuid[]) and store_id = ${storeId} and status = 'ready'
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

/** Removes the owner; the wallet keeps its entries. */
export async function anonymizeOwner(
  tx: Tx,
  accountId: Id<'Account'>,
  wayBack: WayBack,
): Promise<void> {
  await tx.run(sql`
    update grants g set reason = null
      from wallets w
     where w.account_id = ${accountId} and g.wallet_id = w.id
  `)
  await tx.run(sql`
    update wallets set account_id = null, way_back = ${wayBack} where account_id = ${accountId}
  `)
}

export interface ListedEntry {
  readonly number: number
  readonly kind: Kind
  readonly book: Book
  readonly amount: number
  readonly balance: number
  readonly currency: Currency
  readonly at: Date
  readonly storeId: Id<'Store'> | null
  readonly orderId: Id<'Order'> | null
}

/** Entries of an account, latest first; `before` is the cursor. */
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
           t.store_id as "storeId", t.order_id as "orderId"
      from wallets w
      join entries e on e.wallet_id = w.id
      join transfers t on t.id = e.transfer_id
     where w.account_id = ${ask.accountId} and w.currency = ${ask.currency}
       and (${ask.before ?? null}::integer is null or e.number < ${ask.before ?? null}::integer)
     order by e.number desc
     limit ${ask.limit}
  `)

/** Number and title of the orders behind entries. */
export const readOrderNames = (
  on: Queryable,
  orders: readonly { readonly storeId: Id<'Store'> | null; readonly orderId: Id<'Order'> | null }[],
) =>
  on.rows<OrderName>(sql`
    select o.id, o.number, o.title
      from unnest(
             ${orders.map(({ storeId }) => storeId)}::uuid[],
             ${orders.map(({ orderId }) => orderId)}::uuid[]
           ) as asked (store_id, id)
      join orders o on o.store_id = asked.store_id and o.id = asked.id
  `)

export interface OrderName {
  readonly id: Id<'Order'>
  readonly number: string
  readonly title: string
}
