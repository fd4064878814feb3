import { later } from '../../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { SealedColumn } from '../erasure.ts'

/** For the key rotation. */
export const sealedContacts: SealedColumn = {
  table: 'guest_contacts',
  keys: ['account_id'],
  columns: ['email', 'phone'],
}

/** Both encrypted. */
export interface SealedContact {
  readonly email: string
  readonly phone: string
}

export const readContacts = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<SealedContact & { readonly accountId: string }>(sql`
    select account_id as "accountId", email, phone from guest_contacts
     where account_id = any(${accountIds}::uuid[])
  `)

/** @returns who is a guest */
export const writeContacts = (
  on: Queryable,
  contacts: readonly (SealedContact & { readonly accountId: string })[],
) =>
  on.rows<{ readonly accountId: string }>(sql`
    insert into guest_contacts (account_id, email, phone)
    select g.id, given.email, given.phone
      from accounts g
      join unnest(
             ${contacts.map(({ accountId }) => accountId)}::uuid[],
             ${contacts.map(({ email }) => email)}::text[],
             ${contacts.map(({ phone }) => phone)}::text[]
           ) as given (id, email, phone) on given.id = g.id
     where g.is_guest
     order by g.id
       for share of g
        on conflict (account_id) do update set email = excluded.email, phone = excluded.phone
    returning account_id as "accountId"
  `)

export const removeContact = (on: Queryable, accountId: string) =>
  on.run(sql`delete from guest_contacts where account_id = ${accountId}`)

// ── signing in: what a guest has becomes an account's ──

export interface Join {
  readonly guestId: string
  readonly accountId: string
}

/** The first account stays; undefined where there is no such guest, or no such account, any more. */
export async function writeJoin(tx: Tx, { guestId, accountId }: Join): Promise<Join | undefined> {
  await tx.run(sql`
    insert into guest_joins (guest_id, account_id, joined_at)
    select g.id, a.id, ${tx.now}
      from accounts g, accounts a
     where g.id = ${guestId} and g.is_guest and a.id = ${accountId} and not a.is_guest
        on conflict (guest_id) do nothing
  `)
  return tx.maybe<Join>(sql`
    select guest_id as "guestId", account_id as "accountId" from guest_joins
     where guest_id = ${guestId}
  `)
}

export const removeSessionsOf = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from sessions where account_id = ${accountId}`)

export const markMoved = (on: Queryable, guestId: string, now: Date) =>
  on.run(sql`
    update guest_joins set moved_at = ${now} where guest_id = ${guestId} and moved_at is null
  `)

/** Joins that a crash left, and those of which all requests of the guest have ended. */
export const listJoins = (
  on: Queryable,
  now: Date,
  {
    crashedSeconds,
    lateSeconds,
    most,
  }: { crashedSeconds: number; lateSeconds: number; most: number },
) =>
  on.rows<Join & { readonly isLate: boolean }>(sql`
    select guest_id as "guestId", account_id as "accountId",
           joined_at < ${later(now, -lateSeconds)} as "isLate"
      from guest_joins
     where joined_at < ${later(now, -lateSeconds)}
        or (moved_at is null and joined_at < ${later(now, -crashedSeconds)})
     order by joined_at
     limit ${most}
  `)

export const removeJoin = (on: Queryable, guestId: string) =>
  on.run(sql`delete from guest_joins where guest_id = ${guestId}`)

/** Guests whose last session has ended long ago, by the clock that ends sessions. */
export const listOldGuests = (
  on: Queryable,
  days: number,
  after: string | undefined,
  most: number,
) =>
  on.rows<{ id: string }>(sql`
    select a.id from accounts a
     where a.is_guest and a.created_at < now() - make_interval(days => ${days})
       and not exists (select from sessions s where s.account_id = a.id and s.expires_at > now())
       and not exists (select from guest_joins j where j.guest_id = a.id)
       and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid)
     order by a.id
     limit ${most}
  `)

/** Those of these people who are guests, with how they are reached, encrypted. */
export const readGuests = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ id: string; email: string | null; phone: string | null }>(sql`
    select a.id, c.email, c.phone
      from accounts a left join guest_contacts c on c.account_id = a.id
     where a.id = any(${accountIds}::uuid[]) and a.is_guest
  `)
