import type { Id } from '../../kernel/id.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { picturesOfStore } from '../pictures/stored.ts'
import { type PicturedStore, storeColumns } from '../queries.ts'

export interface Saved {
  readonly storeId: Id<'Store'>
  readonly savedAt: Date
}

export const listSaved = (
  on: Queryable,
  accountId: Id<'Account'>,
  after: { readonly at: Date; readonly id: string } | undefined,
  limit: number,
) =>
  on.rows<Saved>(sql`
    select store_id as "storeId", saved_at as "savedAt" from saved_stores
     where account_id = ${accountId}
       and (${after?.id ?? null}::uuid is null
            or (date_trunc('milliseconds', saved_at), store_id)
               < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by date_trunc('milliseconds', saved_at) desc, store_id desc
     limit ${limit}
  `)

export const listSavedIds = (on: Queryable, accountId: Id<'Account'>) =>
  on.rows<{ storeId: Id<'Store'> }>(sql`
    select store_id as "storeId" from saved_stores where account_id = ${accountId} order by store_id
  `)

/** @returns how many others the account has saved, none of which is this one */
export const countOthers = (on: Queryable, accountId: Id<'Account'>, storeId: Id<'Store'>) =>
  on.one<{ others: number }>(sql`
    select count(*)::integer as others from saved_stores
     where account_id = ${accountId} and store_id <> ${storeId}
  `)

export const insertSaved = (tx: Tx, accountId: Id<'Account'>, storeId: Id<'Store'>) =>
  tx.run(sql`
    insert into saved_stores (account_id, store_id, saved_at)
    values (${accountId}, ${storeId}, ${tx.now})
        on conflict do nothing
  `)

export const deleteSaved = (tx: Tx, accountId: Id<'Account'>, storeId: Id<'Store'>) =>
  tx.run(sql`delete from saved_stores where account_id = ${accountId} and store_id = ${storeId}`)

/** When the account leaves. */
export async function eraseSaved(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`delete from saved_stores where account_id = ${accountId}`)
}

/** Stores of a cell by their ids. */
export const readStores = (on: Queryable, ids: readonly Id<'Store'>[]) =>
  on.rows<PicturedStore>(sql`
    select ${storeColumns}, ${picturesOfStore} as images from stores s
     where s.id = any(${uuids(ids)}::uuid[])
  `)
