import { listed, type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { SealedColumn } from '../erasure.ts'

// Lock order: the account, its code, the accounts that have its number, then numbers by account.

/** For the key rotation. */
export const sealedCodes: SealedColumn = {
  table: 'phone_codes',
  keys: ['account_id'],
  columns: ['phone'],
}
export const sealedVerifiedPhones: SealedColumn = {
  table: 'verified_phones',
  keys: ['account_id'],
  columns: ['phone'],
  indexes: { phone_index: 'phone' },
}

export interface KeptCode {
  readonly id: string
  /** Encrypted. */
  readonly phone: string
  readonly codeHash: string
  readonly tries: number
  readonly expiresAt: Date
}

/** Instead of the one before it. */
export const writeCode = (
  tx: Tx,
  accountId: string,
  { id, phone, codeHash, expiresAt }: Omit<KeptCode, 'tries'>,
) =>
  tx.run(sql`
    insert into phone_codes (account_id, id, phone, code_hash, created_at, expires_at)
    values (${accountId}, ${id}, ${phone}, ${codeHash}, ${tx.now}, ${expiresAt})
        on conflict (account_id) do update
       set id = excluded.id, phone = excluded.phone, code_hash = excluded.code_hash, tries = 0,
           created_at = excluded.created_at, expires_at = excluded.expires_at
  `)

export const lockCode = (tx: Tx, accountId: string) =>
  tx.maybe<KeptCode>(sql`
    select id, phone, code_hash as "codeHash", tries, expires_at as "expiresAt"
      from phone_codes where account_id = ${accountId}
       for update
  `)

export const countTry = (tx: Tx, accountId: string) =>
  tx.run(sql`update phone_codes set tries = tries + 1 where account_id = ${accountId}`)

export const removeCode = (on: Queryable, accountId: string) =>
  on.run(sql`delete from phone_codes where account_id = ${accountId}`)

/** The code of a text that was not sent; a newer one stays. */
export const removeUnsent = (on: Queryable, id: string) =>
  on.run(sql`delete from phone_codes where id = ${id}`)

export const removeOldCodes = (on: Queryable, now: Date) =>
  on.run(sql`delete from phone_codes where expires_at <= ${now}`)

export const readVerified = (on: Queryable, accountId: string) =>
  on.maybe<{ phone: string; verifiedAt: Date }>(sql`
    select phone, verified_at as "verifiedAt" from verified_phones where account_id = ${accountId}
  `)

/** Of these accounts those that have a verified number, with its blind index. */
export const listVerifiedPhones = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ accountId: string; phoneIndex: string }>(sql`
    select account_id as "accountId", phone_index as "phoneIndex" from verified_phones
     where account_id = any(${listed(accountIds, 'uuid')})
  `)

/** Other accounts that have the number, locked against leaving. */
export const lockHolders = (tx: Tx, accountId: string, indexes: readonly string[]) =>
  tx.rows<{ id: string; email: string; isVerified: boolean }>(sql`
    select a.id, a.email, a.email_verified and not a.is_guest as "isVerified" from accounts a
     where a.id in (select account_id from verified_phones
                     where phone_index = any(${indexes}::text[]) and account_id <> ${accountId})
     order by a.id
       for share of a
  `)

/** The number of an account, and whoever has the same number, locked. */
export const lockNumber = (tx: Tx, accountId: string, indexes: readonly string[]) =>
  tx.rows<{ accountId: string }>(sql`
    select account_id as "accountId" from verified_phones
     where account_id = ${accountId} or phone_index = any(${indexes}::text[])
     order by account_id
       for update
  `)

export const takeFromOthers = (tx: Tx, accountId: string, indexes: readonly string[]) =>
  tx.run(sql`
    delete from verified_phones
     where phone_index = any(${indexes}::text[]) and account_id <> ${accountId}
  `)

export const writeVerified = (
  tx: Tx,
  accountId: string,
  { phone, phoneIndex }: { readonly phone: string; readonly phoneIndex: string },
) =>
  tx.run(sql`
    insert into verified_phones (account_id, phone, phone_index, verified_at)
    values (${accountId}, ${phone}, ${phoneIndex}, ${tx.now})
        on conflict (account_id) do update
       set phone = excluded.phone, phone_index = excluded.phone_index,
           verified_at = excluded.verified_at
  `)

export const removeVerified = (on: Queryable, accountId: string) =>
  on.run(sql`delete from verified_phones where account_id = ${accountId}`)

/** A guest signs in: the number becomes the account's, unless it has one. */
export const giveVerified = (tx: Tx, guestId: string, accountId: string) =>
  tx.run(sql`
    update verified_phones set account_id = ${accountId}
     where account_id = ${guestId}
       and not exists (select from verified_phones where account_id = ${accountId})
  `)
