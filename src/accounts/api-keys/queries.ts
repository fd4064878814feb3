import type { Scope } from '../../kernel/endpoint.ts'
import { listed, type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import type { AccountRole } from '../caller.ts'

// Lock order: the account, then its keys.

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly state: 'live' | 'expired' | 'revoked'
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

const columns = (now: Date) => sql`
  id, name, scopes,
  case when revoked_at is not null then 'revoked'
       when expires_at <= ${now} then 'expired'
       else 'live' end as state,
  created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
  revoked_at as "revokedAt"`

/** Valid keys by hash, with the current role of their accounts. */
export const findLiveKeys = (on: Queryable, hashes: readonly string[]) =>
  on.rows<{
    hash: string
    id: string
    scopes: Scope[]
    accountId: string
    role: AccountRole
    endsInMs: number | null
    now: Date
    isUseOld: boolean
  }>(sql`
    select k.secret_hash as hash, k.id, k.scopes, a.id as "accountId", a.role,
           (extract(epoch from k.expires_at - clock_now()) * 1000)::double precision as "endsInMs",
           clock_now() as now, ${isUseOld(sql`clock_now()`)} as "isUseOld"
      from api_keys k
      join accounts a on a.id = k.account_id
     where k.secret_hash = any(${listed(hashes, 'text')})
       and k.revoked_at is null
       and (k.expires_at is null or k.expires_at > clock_now())
       and a.role in ('owner', 'admin')
  `)

const isUseOld = (now: Date | Sql) => sql`
  (k.last_used_at is null or k.last_used_at < ${now}::timestamptz - interval '1 minute')`

/** Once a minute a key, across processes; does not wait for locks. */
export const recordUse = (on: Queryable, now: Date, ids: readonly string[]) =>
  on.run(sql`
    update api_keys set last_used_at = ${now}
     where id in (
             select k.id from api_keys k
              where k.id = any(${ids}::uuid[]) and ${isUseOld(now)}
                for update skip locked)
  `)

/** Newest first: up to twenty valid ones, and the recently revoked. */
export const listKeys = (on: Queryable, now: Date, accountId: string) =>
  on.rows<ApiKey>(sql`
    select ${columns(now)} from api_keys
     where account_id = ${accountId}
     order by revoked_at is not null, created_at desc, id desc
     limit 100
  `)

export const takenSlots = async (tx: Tx, accountId: string): Promise<number[]> =>
  (
    await tx.rows<{ slot: number }>(sql`
      select slot from api_keys where account_id = ${accountId} and revoked_at is null
    `)
  ).map(({ slot }) => slot)

export interface NewKey {
  readonly id: string
  readonly accountId: string
  readonly slot: number
  readonly name: string
  readonly secretHash: string
  readonly scopes: readonly Scope[]
  readonly expiresInDays: number | null
}

export const insertKey = (tx: Tx, key: NewKey) =>
  tx.one<ApiKey>(sql`
    insert into api_keys
      (id, account_id, slot, name, secret_hash, scopes, created_at, expires_at)
    values (${key.id}, ${key.accountId}, ${key.slot}, ${key.name}, ${key.secretHash},
            ${key.scopes}::text[], ${tx.now},
            ${tx.now}::timestamptz + make_interval(days => ${key.expiresInDays}::int))
    returning ${columns(tx.now)}
  `)

/** Idempotent: keeps the time of the first revocation. */
export const revokeKey = (
  on: Queryable,
  now: Date,
  { id, accountId }: { readonly id: string; readonly accountId: string },
) =>
  on.maybe<{ id: string }>(sql`
    update api_keys set revoked_at = coalesce(revoked_at, ${now})
     where id = ${id} and account_id = ${accountId}
    returning id
  `)

export const removeKeysOf = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from api_keys where account_id = ${accountId}`)

/** Revoked and expired keys are listed for 30 days. */
export const removeOldKeys = (on: Queryable, now: Date) =>
  on.run(sql`
    delete from api_keys
     where least(revoked_at, expires_at) < ${now}::timestamptz - interval '30 days'
  `)
