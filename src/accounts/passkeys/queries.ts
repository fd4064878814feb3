import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

// Lock order: the account, then its passkeys.

export interface PasskeyRow {
  readonly id: string
  readonly name: string
  readonly isSynced: boolean
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly regressedAt: Date | null
}

const columns = sql`
  id, name, is_synced as "isSynced", created_at as "createdAt", last_used_at as "lastUsedAt",
  regressed_at as "regressedAt"`

export const listPasskeys = (on: Queryable, accountId: string) =>
  on.rows<PasskeyRow>(sql`
    select ${columns} from passkeys where account_id = ${accountId} order by created_at, id
  `)

export const listCredentials = (on: Queryable, accountId: string) =>
  on.rows<{ slot: number; id: string; transports: readonly string[] }>(sql`
    select slot, credential_id as id, transports from passkeys where account_id = ${accountId}
  `)

interface NewPasskey {
  readonly id: string
  readonly accountId: string
  readonly slot: number
  readonly credentialId: string
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly isSynced: boolean
}

/** Nothing is written for a passkey that is known. */
export const insertPasskey = (tx: Tx, made: NewPasskey) =>
  tx.maybe<PasskeyRow>(sql`
    insert into passkeys (id, account_id, slot, credential_id, public_key, counter, transports, name,
                          is_synced, created_at)
    values (${made.id}, ${made.accountId}, ${made.slot}, ${made.credentialId}, ${made.publicKey},
            ${made.counter}, ${made.transports}::text[], ${made.name}, ${made.isSynced}, ${tx.now})
        on conflict (credential_id) do nothing
    returning ${columns}
  `)

export interface KeptCredential {
  readonly id: string
  readonly accountId: string
  readonly publicKey: string
  readonly counter: number
}

const kept = sql`id, account_id as "accountId", public_key as "publicKey", counter`

export const findCredential = (on: Queryable, credentialId: string) =>
  on.maybe<KeptCredential>(sql`
    select ${kept} from passkeys where credential_id = ${credentialId}
  `)

/** Locks a passkey until commit: counters are compared one after another. */
export const lockCredential = (tx: Tx, id: string) =>
  tx.maybe<KeptCredential>(sql`select ${kept} from passkeys where id = ${id} for update`)

export const recordUse = (tx: Tx, id: string, counter: number, isSynced: boolean) =>
  tx.run(sql`
    update passkeys set counter = ${counter}, is_synced = ${isSynced}, last_used_at = ${tx.now}
     where id = ${id}
  `)

export const recordRegression = (tx: Tx, id: string) =>
  tx.run(sql`update passkeys set regressed_at = ${tx.now} where id = ${id}`)

export const renamePasskey = (
  on: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
) =>
  on.maybe<PasskeyRow>(sql`
    update passkeys set name = ${name} where id = ${id} and account_id = ${accountId}
    returning ${columns}
  `)

export const removePasskey = (tx: Tx, accountId: string, id: string) =>
  tx.run(sql`delete from passkeys where id = ${id} and account_id = ${accountId}`)

/** What else an account signs in with. */
export const countOthers = (tx: Tx, accountId: string, id: string) =>
  tx.one<{ credentials: number; passkeys: number }>(sql`
    select (select count(*) from credentials where account_id = ${accountId}
               and (provider <> 'credential' or password_hash is not null))::integer as credentials,
           (select count(*) from passkeys
             where account_id = ${accountId} and id <> ${id})::integer as passkeys
  `)

export const removePasskeysOf = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from passkeys where account_id = ${accountId}`)

/** What somebody else may have set up since then. */
export const removePasskeysSince = (tx: Tx, accountId: string, since: Date) =>
  tx.run(sql`delete from passkeys where account_id = ${accountId} and created_at >= ${since}`)

/** Of a challenge that was answered before nothing is written. */
export const writeAnswered = (tx: Tx, challenge: string, expiresAt: Date) =>
  tx.run(sql`
    insert into answered_challenges (challenge, expires_at) values (${challenge}, ${expiresAt})
        on conflict (challenge) do nothing
  `)

export const forgetAnswered = (tx: Tx) =>
  tx.run(sql`
    delete from answered_challenges
     where challenge in (select challenge from answered_challenges where expires_at <= ${tx.now}
                          order by challenge limit 100 for update skip locked)
  `)
