import { later } from '../../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { SealedColumn } from '../erasure.ts'
import { REMEMBERED_SECONDS } from './rules.ts'

// Lock order: the account, then its factor; recovery codes only behind the lock of their factor.

/** For the key rotation. */
export const sealedSecrets: SealedColumn = {
  table: 'second_factors',
  keys: ['account_id'],
  columns: ['secret'],
}

export interface FactorState {
  readonly confirmedAt: Date | null
  readonly codesLeft: number
  readonly passkeys: number
  readonly hasPassword: boolean
  readonly isAdmin: boolean
}

/** How an account signs in. */
export const findState = (on: Queryable, accountId: string) =>
  on.one<FactorState>(sql`
    select (select confirmed_at from second_factors where account_id = ${accountId}) as "confirmedAt",
           (select count(*) from recovery_codes
             where account_id = ${accountId} and used_at is null)::integer as "codesLeft",
           (select count(*) from passkeys where account_id = ${accountId})::integer as passkeys,
           exists (select from credentials
                    where account_id = ${accountId} and provider = 'credential'
                      and password_hash is not null) as "hasPassword",
           exists (select from accounts where id = ${accountId} and role = 'admin') as "isAdmin"
  `)

export interface LockedFactor {
  /** Sealed. */
  readonly secret: string
  readonly isConfirmed: boolean
  readonly lastStep: number
  /** By the clock of the world, as the app has it: the test clock moves none of them. */
  readonly seconds: number
}

/** Locks the factor of an account until commit: of two uses of a code at once, one is second. */
export const lockFactor = (tx: Tx, accountId: string) =>
  tx.maybe<LockedFactor>(sql`
    select secret, confirmed_at is not null as "isConfirmed", last_step as "lastStep",
           extract(epoch from now())::double precision as seconds
      from second_factors
     where account_id = ${accountId}
       for update
  `)

/** Begins, or begins again, what is not confirmed. */
export const writeEnrolment = (tx: Tx, accountId: string, secret: string) =>
  tx.run(sql`
    insert into second_factors (account_id, secret, created_at)
    values (${accountId}, ${secret}, ${tx.now})
        on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at
     where second_factors.confirmed_at is null
  `)

export const confirmFactor = (tx: Tx, accountId: string) =>
  tx.run(sql`update second_factors set confirmed_at = ${tx.now} where account_id = ${accountId}`)

export const spendStep = (tx: Tx, accountId: string, step: number) =>
  tx.run(sql`update second_factors set last_step = ${step} where account_id = ${accountId}`)

export const removeFactor = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from second_factors where account_id = ${accountId}`)

/** What somebody else may have set up since then. */
export const removeFactorSince = (tx: Tx, accountId: string, since: Date) =>
  tx.run(sql`delete from second_factors where account_id = ${accountId} and created_at >= ${since}`)

export const findRecovery = (tx: Tx, accountId: string, hash: string) =>
  tx.maybe<{ isUsed: boolean }>(sql`
    select used_at is not null as "isUsed" from recovery_codes
     where account_id = ${accountId} and hash = ${hash}
  `)

export const spendRecovery = (tx: Tx, accountId: string, hash: string) =>
  tx.run(sql`
    update recovery_codes set used_at = ${tx.now} where account_id = ${accountId} and hash = ${hash}
  `)

export const replaceRecovery = async (tx: Tx, accountId: string, hashes: readonly string[]) => {
  await tx.run(sql`delete from recovery_codes where account_id = ${accountId}`)
  await tx.run(sql`
    insert into recovery_codes (account_id, hash)
    select ${accountId}::uuid, hash from unnest(${hashes}::text[]) as new (hash)
  `)
}

/** Whether an account asks for a code: the second column, on this device. */
export const findAsking = (on: Queryable, accountId: string, device: string, now: Date) =>
  on.maybe<{ isRemembered: boolean }>(sql`
    select exists (select from remembered_devices d
                    where d.account_id = f.account_id and d.device = ${device}
                      and d.expires_at > ${now}) as "isRemembered"
      from second_factors f
     where f.account_id = ${accountId} and f.confirmed_at is not null
  `)

export const rememberDevice = async (tx: Tx, accountId: string, device: string) => {
  await tx.run(sql`
    delete from remembered_devices where account_id = ${accountId} and expires_at <= ${tx.now}
  `)
  await tx.run(sql`
    insert into remembered_devices (account_id, device, expires_at)
    select account_id, ${device}, ${later(tx.now, REMEMBERED_SECONDS)}::timestamptz
      from second_factors where account_id = ${accountId}
        on conflict (account_id, device) do update set expires_at = excluded.expires_at
  `)
}

/** A session that has proven a second factor. */
export const strengthenSession = (tx: Tx, token: string) =>
  tx.run(sql`update sessions set is_strong = true where token = ${token}`)

/** Of an account without a second factor no session has proven one. */
export const weakenSessions = (tx: Tx, accountId: string) =>
  tx.run(sql`
    update sessions set is_strong = false
     where account_id = ${accountId} and is_strong
       and not exists (select from second_factors
                        where account_id = ${accountId} and confirmed_at is not null)
       and not exists (select from passkeys where account_id = ${accountId})
  `)
