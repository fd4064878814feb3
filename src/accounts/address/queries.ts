import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { type Account, accountColumns } from '../queries.ts'

export interface Named extends Account {
  /** Whether it has paid for something. */
  readonly hasPaid: boolean
}

/** The account, and all that name this address, locked in order of their ids. */
export const lockByAddress = (tx: Tx, accountId: string, email: string) =>
  tx.rows<Named>(sql`
    select ${accountColumns},
           exists (select from hold_payers p where p.account_id = accounts.id) as "hasPaid"
      from accounts
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

/** Whether any store, open or closed, is theirs. */
export const ownsStores = async (on: Queryable, accountId: string): Promise<boolean> =>
  (await on.maybe(sql`select 1 from stores where owner_id = ${accountId} limit 1`)) !== undefined

/** Another person has the account; an admin’s role is given by nobody else and stays. */
export const writeTakenOver = (
  tx: Tx,
  accountId: string,
  { name, role }: Pick<Account, 'name' | 'role'>,
) =>
  tx.run(sql`
    update accounts
       set name = ${name}, role = case role when 'admin' then role else ${role} end,
           taken_over_at = ${tx.now}, updated_at = now()
     where id = ${accountId}
  `)

/** Since when the account is another person’s than the one who made it. */
export const findTakenOverAt = (on: Queryable, accountId: string) =>
  on.maybe<{ takenOverAt: Date | null }>(sql`
    select taken_over_at as "takenOverAt" from accounts where id = ${accountId}
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
