import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { type Account, accountColumns } from '../queries.ts'

/** The account, and all that name this address, locked in order of their ids. */
export const lockByAddress = (tx: Tx, accountId: string, email: string) =>
  tx.rows<Account>(sql`
    select ${accountColumns} from accounts
     where id = ${accountId} or (email = ${email} and not is_guest)
     order by id
       for update
  `)

/** The address is the account's. */
export const verifyAddress = (tx: Tx, accountId: string, email: string) =>
  tx.run(sql`
    update accounts
       set email = ${email}, email_verified = true, address_lost_at = null, updated_at = now()
     where id = ${accountId}
  `)

/** Accounts that only named the address are told so, and get no mail there. */
export const loseAddress = (tx: Tx, email: string) =>
  tx.run(sql`
    update accounts set address_lost_at = ${tx.now}, updated_at = now()
     where email = ${email} and not email_verified and address_lost_at is null
  `)

/** The password of an account, which may be its first. */
export const writePassword = (
  tx: Tx,
  { id, accountId, passwordHash }: Record<'id' | 'accountId' | 'passwordHash', string>,
) =>
  tx.run(sql`
    insert into credentials
      (id, account_id, provider, subject, password_hash, created_at, updated_at)
    values (${id}, ${accountId}, 'credential', ${accountId}, ${passwordHash}, ${tx.now}, ${tx.now})
        on conflict (provider, subject)
        do update set password_hash = excluded.password_hash, updated_at = excluded.updated_at
  `)

/** Sign-ins of providers that whoever had the account before has connected. */
export const removeProviders = (tx: Tx, accountId: string) =>
  tx.run(sql`
    delete from credentials where account_id = ${accountId} and provider <> 'credential'
  `)

export const writeName = (on: Queryable, accountId: string, name: string) =>
  on.maybe<Account>(sql`
    update accounts set name = ${name}, updated_at = now()
     where id = ${accountId} and not is_guest
    returning ${accountColumns}
  `)

/** Verified owners among these accounts. */
export const listVerified = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ id: string }>(sql`
    select id from accounts where id = any(${accountIds}::uuid[]) and email_verified
  `)

/**
 * Accounts that nobody verified, whose last session has ended, by the clock that ends sessions. Who lost
 * the address gets as long from then on.
 */
export const listUnverified = (
  on: Queryable,
  days: number,
  after: string | undefined,
  most: number,
) =>
  on.rows<{ id: string }>(sql`
    select a.id from accounts a
     where not a.email_verified and not a.is_guest and a.role <> 'admin'
       and coalesce(a.address_lost_at, a.created_at) < now() - make_interval(days => ${days})
       and a.created_at < now() - make_interval(days => ${days})
       and not exists (select from sessions s where s.account_id = a.id and s.expires_at > now())
       and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid)
     order by a.id
     limit ${most}
  `)
