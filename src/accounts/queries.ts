import type { Id } from '../kernel/id.ts'
import { listed, type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { mustAccept } from '../terms/queries.ts'
import type { AccountRole, Job } from './caller.ts'
import { SEEN_SECONDS, sessionEnd } from './devices/session-end.ts'
import type { LeaveOptions } from './erasure.ts'
import { removeMailsOf } from './mails/queries.ts'

export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: AccountRole
  readonly isGuest: boolean
  /** Whether the address is proven to be theirs. Mails about anything but that go to proven ones only. */
  readonly isVerified: boolean
  /** Somebody else verified the address that they had named. */
  readonly isAddressLost: boolean
}

export const accountColumns = sql`
  id, email, name, role, is_guest as "isGuest", email_verified as "isVerified",
  address_lost_at is not null as "isAddressLost"`

/**
 * Valid sessions by token. Sessions expire by the real clock, not the test clock: at their end, or when
 * they were not used for long. A guest, who has no way to sign in again, has the first only.
 */
export const findSessions = (on: Queryable, tokens: readonly string[]) =>
  on.rows<{
    token: string
    accountId: string
    role: AccountRole
    isGuest: boolean
    isStrong: boolean
    jobs: readonly Job[]
    mustAccept: boolean
    endsInMs: number
    isSeenLongAgo: boolean
  }>(sql`
    select asked.token, caller.id as "accountId", caller.role, caller.is_guest as "isGuest",
           caller.is_strong as "isStrong", caller.jobs, caller.must_accept as "mustAccept",
           caller.ends_in_ms as "endsInMs", caller.is_seen_long_ago as "isSeenLongAgo"
      from unnest(${listed(tokens, 'text')}) as asked (token)
      cross join lateral (
        select a.id, a.role, a.is_guest, s.is_strong,
               coalesce((select json_agg(json_build_object('storeId', w.store_id, 'role', w.role)
                                         order by w.since, w.store_id)
                           from staff w where w.account_id = a.id), '[]') as jobs,
               ${mustAccept} as must_accept,
               (extract(epoch from ${sessionEnd} - now()) * 1000)::double precision as ends_in_ms,
               s.last_seen_at < now() - make_interval(secs => ${SEEN_SECONDS}) as is_seen_long_ago
          from sessions s
          join accounts a on a.id = s.account_id
         where s.token = asked.token and ${sessionEnd} > now()
        offset 0
      ) as caller
  `)

export const findAccount = (on: Queryable, accountId: string) =>
  on.maybe<Account>(sql`
    select ${accountColumns} from accounts where id = ${accountId}
  `)

/** The names of those of these accounts that are still there. */
export const findNames = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<Pick<Account, 'id' | 'name'>>(sql`
    select id, name from accounts where id = any(${listed(accountIds, 'uuid')})
  `)

/** The account that verified an address. */
export const findAccountByEmail = (on: Queryable, email: string) =>
  on.maybe<Account>(sql`
    select ${accountColumns} from accounts where email = lower(${email}) and email_verified
  `)

export const findPasswordHash = (on: Queryable, accountId: string) =>
  on.maybe<{ passwordHash: string | null }>(sql`
    select password_hash as "passwordHash"
      from credentials
     where account_id = ${accountId} and provider = 'credential'
  `)

/** For how long nobody is asked again. */
const PROVEN_MINUTES = 10

/** Whether a session was proven to be the account's a few minutes ago, by the clock that ends sessions. */
export const findProof = (on: Queryable, token: string) =>
  on.maybe<{ provenAt: Date }>(sql`
    select proven_at as "provenAt" from sessions
     where token = ${token} and proven_at > now() - make_interval(mins => ${PROVEN_MINUTES})
  `)

/** The same after the sign-in, which alone does not count. */
export const findConfirmation = (on: Queryable, token: string) =>
  on.maybe<{ confirmedAt: Date }>(sql`
    select confirmed_at as "confirmedAt" from sessions
     where token = ${token} and confirmed_at > now() - make_interval(mins => ${PROVEN_MINUTES})
  `)

export const renewProof = (on: Queryable, token: string) =>
  on.run(sql`update sessions set proven_at = now(), confirmed_at = now() where token = ${token}`)

export interface Credential {
  readonly accountId: string
  readonly passwordHash: string | null
}

/**
 * The accounts that name an address: the one that verified it, then those that have paid for something, then the
 * others, each oldest first. Whoever names it later comes after them.
 */
export const listCredentials = (on: Queryable, email: string, most: number) =>
  on.rows<Credential>(sql`
    select a.id as "accountId", c.password_hash as "passwordHash"
      from accounts a
      join credentials c on c.account_id = a.id and c.provider = 'credential'
      left join hold_payers p on p.account_id = a.id
     where a.email = lower(${email})
     order by a.email_verified desc, p.account_id is null, a.created_at, a.id
     limit ${most}
  `)

/** Changes only customers; other roles stay. */
export const becomeOwner = (on: Queryable, accountId: string) =>
  on.maybe<Account>(sql`
    update accounts
       set role = case role when 'customer' then 'owner' else role end, updated_at = now()
     where id = ${accountId} and not is_guest
    returning ${accountColumns}
  `)

/** Locks the account until commit: no sign-in, no new store while it is deleted. */
export const lockAccount = (tx: Tx, accountId: string) =>
  tx.maybe<Account>(sql`
    select ${accountColumns} from accounts where id = ${accountId} for update
  `)

/** Keeps the account from being deleted until commit. */
export const lockAccountForShare = (tx: Tx, accountId: string) =>
  tx.maybe<{ id: string; isVerified: boolean }>(sql`
    select id, email_verified as "isVerified" from accounts where id = ${accountId} for share
  `)

/** The same for many: those that are still there, in order of their ids. */
export const keepAccounts = (tx: Tx, accountIds: readonly Id<'Account'>[]) =>
  tx.rows<{ id: Id<'Account'> }>(sql`
    select id from accounts where id = any(${accountIds}::uuid[]) order by id for share
  `)

export const insertLeaver = (tx: Tx, accountId: string, { moneyBack }: LeaveOptions) =>
  tx.run(sql`
    insert into leavers (account_id, money_back, left_at)
    values (${accountId}, ${moneyBack}, ${tx.now})
  `)

export const listLeavers = (on: Queryable, leftBefore: Date, most: number) =>
  on.rows<LeaveOptions & { readonly accountId: Id<'Account'> }>(sql`
    select account_id as "accountId", money_back as "moneyBack" from leavers
     where left_at < ${leftBefore}
     order by left_at
     limit ${most}
  `)

export const removeLeaver = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from leavers where account_id = ${accountId}`)

export const ownsOpenStore = async (on: Queryable, accountId: string): Promise<boolean> =>
  (await on.maybe(sql`
    select 1 from stores where owner_id = ${accountId} and closed_at is null limit 1
  `)) !== undefined

export async function removeAccount(tx: Tx, { id, email }: Account): Promise<void> {
  await tx.run(sql`delete from sessions where account_id = ${id}`)
  await tx.run(sql`delete from credentials where account_id = ${id}`)
  await tx.run(sql`
    delete from verifications where identifier in (${email}, ${id}) or value = ${id}
  `)
  await removeMailsOf(tx, id, email)
  await tx.run(sql`delete from accounts where id = ${id}`)
}

/** Makes an account with a password in one statement; undefined if the address is verified and another's. */
export const insertAccount = (
  on: Queryable,
  {
    id,
    email,
    name,
    role,
    isVerified = false,
  }: Pick<Account, 'id' | 'email' | 'name' | 'role'> & { readonly isVerified?: boolean },
  { credentialId, passwordHash }: { credentialId: string; passwordHash: string },
) =>
  on.maybe<{ id: string }>(sql`
    with made as (
      insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
      values (${id}, lower(${email}), ${isVerified}, ${name}, ${role}, now(), now())
          on conflict (email) where email_verified do nothing
      returning id
    )
    insert into credentials
      (id, account_id, provider, subject, password_hash, created_at, updated_at)
    select ${credentialId}::uuid, made.id, 'credential', made.id::text, ${passwordHash}, now(), now()
      from made
    returning account_id as id
  `)

export const removeEndedSessions = (on: Queryable) =>
  on.run(sql`
    delete from sessions s using accounts a where a.id = s.account_id and ${sessionEnd} < now()
  `)
