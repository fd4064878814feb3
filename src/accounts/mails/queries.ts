import { later } from '../../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Farewell } from './farewell-rules.ts'
import { type AccountMailKind, type Addressee, type DueAccountMail, linkEndsAt } from './rules.ts'

/** Queues a mail. Of a reset nobody says whose account it is: known and unknown addresses are one insert. */
export const insertMail = (
  tx: Tx,
  { id, accountId, kind, email }: Pick<DueAccountMail, 'id' | 'accountId' | 'kind' | 'email'>,
) =>
  tx.run(sql`
    insert into account_mails (id, account_id, kind, email, created_at, expires_at, next_try_at)
    values (${id}, ${accountId}, ${kind}, lower(${email}), ${tx.now}, ${linkEndsAt(kind, tx.now)},
            ${tx.now})
  `)

/** Queues the last mail to somebody who leaves, to an address that is no account's then. */
export const insertFarewell = (tx: Tx, id: string, email: string, said: Farewell) =>
  tx.run(sql`
    insert into account_mails (id, kind, email, said, created_at, expires_at, next_try_at)
    values (${id}, 'left', lower(${email}), ${JSON.stringify(said)}::jsonb, ${tx.now},
            ${linkEndsAt('left', tx.now)}, ${tx.now})
  `)

/** Takes due mails, for one try each; a reset becomes that of the account that it is for. */
export const takeDue = (
  on: Queryable,
  { now, most, heldSeconds }: { now: Date; most: number; heldSeconds: number },
) =>
  on.rows<DueAccountMail>(sql`
    with due as (
      select id from account_mails
       where next_try_at <= ${now}
       order by next_try_at
       limit ${most}
         for update skip locked
    )
    update account_mails m
       set tries = m.tries + 1,
           next_try_at = ${later(now, heldSeconds)},
           account_id = case when m.kind <> 'reset' then m.account_id else coalesce(m.account_id, (
             select a.id from accounts a
              where a.email = m.email and not a.is_guest and a.address_lost_at is null
              order by a.email_verified desc, a.id in (select p.account_id from hold_payers p) desc,
                       a.created_at, a.id
              limit 1)) end
      from due
     where m.id = due.id
    returning m.id, m.account_id as "accountId", m.kind, m.email, m.created_at as "createdAt",
              m.expires_at as "expiresAt", ${now}::timestamptz as "takenAt", m.tries, m.said
  `)

export const findAddressee = (on: Queryable, accountId: string) =>
  on.maybe<Addressee>(sql`
    select id, email, email_verified as "isVerified", address_lost_at is not null as "isAddressLost",
           created_at as "createdAt"
      from accounts where id = ${accountId}
  `)

/** The other accounts that name an address and have paid for something, oldest first. */
export const listPayersNaming = (on: Queryable, email: string, exceptId: string, most: number) =>
  on.rows<Pick<Addressee, 'id' | 'createdAt'>>(sql`
    select a.id, a.created_at as "createdAt"
      from accounts a join hold_payers p on p.account_id = a.id
     where a.email = ${email} and a.id <> ${exceptId} and a.address_lost_at is null
     order by a.created_at, a.id
     limit ${most}
  `)

/** More links in the text of one mail, each for an account. */
export const insertLinks = (
  tx: Tx,
  { email, expiresAt }: Pick<DueAccountMail, 'email' | 'expiresAt'>,
  links: readonly { readonly id: string; readonly accountId: string }[],
) =>
  tx.run(sql`
    insert into account_mails
      (id, account_id, kind, email, created_at, expires_at, outcome, sent_at)
    select link.id, link.account_id, 'confirm', ${email}, ${tx.now}, ${expiresAt}, 'sent', ${tx.now}
      from unnest(
             ${links.map(({ id }) => id)}::uuid[],
             ${links.map(({ accountId }) => accountId)}::uuid[]
           ) as link (id, account_id)
  `)

/** The account that verified an address. */
export const findHolder = (on: Queryable, email: string) =>
  on.maybe<{ id: string }>(sql`
    select id from accounts where email = ${email} and email_verified
  `)

/** What a mail turned out to be when it was written, and until when its link works. */
export const setKind = (on: Queryable, id: string, kind: AccountMailKind, expiresAt: Date) =>
  on.run(sql`
    update account_mails set kind = ${kind}, expires_at = ${expiresAt} where id = ${id}
  `)

export const postponeMail = (on: Queryable, id: string, nextTryAt: Date) =>
  on.run(sql`
    update account_mails set next_try_at = ${nextTryAt} where id = ${id} and outcome is null
  `)

/** The first outcome stays. */
export const endMail = (on: Queryable, now: Date, id: string, outcome: 'sent' | 'given-up') =>
  on.run(sql`
    update account_mails
       set outcome = ${outcome}, next_try_at = null, sent_at = ${outcome === 'sent' ? now : null}
     where id = ${id} and outcome is null
  `)

/** One that says nothing to anybody, or is over; its address may be nobody's here. */
export const removeMail = (on: Queryable, id: string) =>
  on.run(sql`delete from account_mails where id = ${id}`)

/** Those that wait while mail is off. */
export const removeDue = (on: Queryable, now: Date) =>
  on.run(sql`delete from account_mails where next_try_at <= ${now}`)

/** Those whose links have ended. */
export const removeEnded = (on: Queryable, now: Date) =>
  on.run(sql`delete from account_mails where expires_at < ${now} and next_try_at is null`)

export interface Link {
  readonly id: string
  readonly accountId: string
  readonly kind: AccountMailKind
  readonly email: string
  readonly createdAt: Date
}

/** A link that still works. */
export const findLink = (on: Queryable, id: string, now: Date) =>
  on.maybe<Link>(sql`
    select id, account_id as "accountId", kind, email, created_at as "createdAt" from account_mails
     where id = ${id} and expires_at > ${now} and account_id is not null
       and kind in ('confirm', 'reset', 'change', 'changed')
  `)

/** Uses a link: of two who follow it at once, one does. */
export const takeLink = (tx: Tx, id: string) =>
  tx.maybe<{ kind: AccountMailKind; createdAt: Date }>(sql`
    delete from account_mails where id = ${id} and expires_at > ${tx.now}
    returning kind, created_at as "createdAt"
  `)

/** The other links of an account; one that takes a change of address back goes on. */
export const endLinks = (tx: Tx, accountId: string) =>
  tx.run(sql`
    delete from account_mails
     where account_id = ${accountId} and kind in ('confirm', 'reset', 'change')
  `)

/** Of changes of an address: the earliest taken back ends those that came after it. */
export const endLaterChanges = (tx: Tx, accountId: string, from: Date) =>
  tx.run(sql`
    delete from account_mails
     where account_id = ${accountId} and kind = 'changed' and created_at >= ${from}
  `)

export const removeMailsOf = (tx: Tx, accountId: string, email: string) =>
  tx.run(sql`
    delete from account_mails
     where account_id = ${accountId} or (kind = 'reset' and account_id is null and email = ${email})
  `)
